import type { AccountNumber, PaymentCapability } from '@/lib/banking/payment-port'
import type { IsoDate } from '@/lib/core/iso-date'
import type { OrderErrorCode } from './order-error-codes'

/** What an order is checked against, besides itself. */
export type OrderContext = {
  /** Null: carried to the bank by hand. */
  readonly capability: PaymentCapability | null
  /** The number of the account that pays; null: not known here, then it is not compared. */
  readonly debtor: AccountNumber | null
  readonly today: IsoDate
  /**
   * `matchesTemplate` of lib/core/safe-regex. Null: not there yet (a browser loads it when a bank has patterns), then a message is
   * held to its lengths alone; the server always has it.
   */
  readonly matchesPattern: ((pattern: string, value: string) => boolean) | null
}

export type AddError = (field: string, code: OrderErrorCode | null) => void
