import type { PaymentCapability } from '@/lib/banking/payment-port'
import type { AspspRef, PsuType } from '@/lib/banking/port'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { MoneyDto } from '@/lib/core/money-dto'
import type { PaymentChannel } from '@/lib/payments/order'

/**
 * Why the bank cannot be asked to pay from an account, so that the person carries the order there themselves.
 *
 * no_payment_access   the application has no right to start payments (restricted ones have none), or is gone
 * bank_takes_none     the bank takes no payment from this kind of account through its interface
 * not_your_bank       another member connected the account with an application of their own
 * access_over         the access to the bank was ended or never finished
 * bank_not_answering  the bank list cannot be read just now
 */
export const REASONS_NOT_BANK = ['no_payment_access', 'bank_takes_none', 'not_your_bank', 'access_over', 'bank_not_answering'] as const

export type ReasonNotBank = (typeof REASONS_NOT_BANK)[number]

/** What is known to move on an account up to and with a day: announced by the bank, or ordered here. Negative: more leaves. */
export type Ahead = {
  /** YYYY-MM-DD */
  readonly until: string
  readonly total: MoneyDto
}

/** An account to pay from, with everything the form needs to know about its bank: nothing is asked once it is chosen. */
export type PaymentSource = {
  readonly accountId: string
  readonly name: string
  readonly bankName: string
  readonly bankCountry: string
  /** For `<Tile id>`. */
  readonly tileId: string
  readonly lastFour: string | null
  readonly currency: string
  /** What can be spent, else what is booked; null: the bank has not said, which is not zero. */
  readonly available: MoneyDto | null
  /** ISO code of that balance and when it was seen, ISO 8601. */
  readonly availableType: string | null
  readonly availableAt: string | null
  /** Null: nothing is known to come. */
  readonly ahead: Ahead | null
  readonly isMine: boolean
  readonly channel: PaymentChannel
  /** Set when `channel` is `by_hand`. */
  readonly reasonNotBank: ReasonNotBank | null
  /** Scheme of the account's own number (IBAN BBAN …); null: not known, so the account is chosen at the bank. */
  readonly numberScheme: string | null
  readonly psuType: PsuType
  /** What the bank takes from this account and this kind of customer; empty when paid by hand. */
  readonly capabilities: readonly PaymentCapability[]
  /** The ways to sign in the bank offers this kind of customer; `methodsFor` narrows them to one type of payment. */
  readonly authMethods: readonly MethodChoice[]
}

/** The same for the server: through which application the bank is asked. */
export type PayableSource = Omit<PaymentSource, 'ahead'> & {
  /** Null: by hand. */
  readonly connectorId: string | null
  /** Null: the instance-wide application, or by hand. */
  readonly bankAppId: string | null
  readonly aspsp: AspspRef
}

/** Ways to sign in for one type of payment: those the bank offers and, where it names some, only these. Empty: its own page asks. */
export function methodsFor(
  { authMethods }: Pick<PaymentSource, 'authMethods'>,
  capability: Pick<PaymentCapability, 'authMethods'>,
): readonly MethodChoice[] {
  if (capability.authMethods.length === 0) return authMethods
  return authMethods.filter(({ name }) => name !== null && capability.authMethods.includes(name))
}

/**
 * The way to sign in that an order names, when it asks for something beforehand; null: nothing to ask for. Bank interfaces take
 * credentials only with a named way, and where none is named their own page asks.
 */
export function findAskingMethod(
  source: Pick<PaymentSource, 'authMethods'>,
  capability: Pick<PaymentCapability, 'authMethods'> | null,
  name: string | null,
): MethodChoice | null {
  if (capability === null || name === null) return null
  return methodsFor(source, capability).find((method) => method.name === name && method.credentials.length > 0) ?? null
}
