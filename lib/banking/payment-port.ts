import type { IsoDate } from '@/lib/core/iso-date'
import type { Money } from '@/lib/core/money'
import type { AspspRef, Credentials, PsuContext, PsuType } from './bank-and-person'

/**
 * Paying, as a connector may offer it. Creating a payment is the one request that must never be sent twice: a connector
 * throws `unknown_outcome` whenever the bank may have taken it, and any other kind only when it certainly has not.
 */

export type RemittanceLineRule = { readonly minLength: number | null; readonly maxLength: number | null; readonly pattern: string | null }

/** What a bank says about one type of payment it takes, for one kind of customer. Codes are open and kept as sent. */
export type PaymentCapability = {
  /** SEPA INST_SEPA INTERNAL DOMESTIC CROSSBORDER DOMESTIC_SE_GIRO BULK_SEPA BULK_DOMESTIC BULK_DOMESTIC_SE_GIRO … */
  readonly paymentType: string
  readonly psuType: string
  /** Null: the bank does not say; then one. */
  readonly instructionsMax: number | null
  /** Empty: the bank does not say. */
  readonly currencies: readonly string[]
  readonly debtorAccountRequired: boolean
  readonly debtorAccountSchemes: readonly string[]
  readonly creditorAccountSchemes: readonly string[]
  readonly priorities: readonly string[]
  readonly chargeBearers: readonly string[]
  readonly creditorNameRequired: boolean
  readonly creditorCountryRequired: boolean
  readonly creditorAddressRequired: boolean
  readonly creditorBicRequired: boolean
  readonly creditorClearingIdRequired: boolean
  readonly remittanceRequired: boolean
  /** One rule a line; when there are rules a message has exactly that many lines. */
  readonly remittanceLines: readonly RemittanceLineRule[]
  readonly debtorCurrencyRequired: boolean
  readonly debtorEmailRequired: boolean
  readonly debtorPhoneRequired: boolean
  /** Names of the authentication methods that work for it; empty: all. */
  readonly authMethods: readonly string[]
  readonly regulatoryCodes: readonly { readonly value: string; readonly description: string }[]
  readonly regulatoryCodeRequired: boolean
  readonly referenceSupported: boolean
  /** SEBG NORF FIRF INTL BERF SDDM … */
  readonly referenceSchemes: readonly string[]
  readonly remittanceWithReference: boolean
  readonly executionDateSupported: boolean
  /** Days from today. */
  readonly executionDateDaysMax: number | null
  /** `unknown`: the interface takes them and the bank does not say. */
  readonly standingOrders: 'yes' | 'no' | 'unknown'
  /** ISO statuses that mean success when final. */
  readonly finalSuccessfulStatuses: readonly string[]
}

/** An account number with its scheme: IBAN BBAN BGNR PGNR … */
export type AccountNumber = { readonly scheme: string; readonly identification: string }

export type StandingOrderRule = {
  /** DAIL WEEK TOWK MNTH TOMN QUTR SEMI YEAR */
  readonly frequency: string
  /** FWNG PREC: what happens to a day on which banks rest */
  readonly executionRule: string | null
  /** Null: endless. */
  readonly endDate: IsoDate | null
}

export type PaymentInstruction = {
  readonly instructionId: string
  readonly endToEndId: string
  readonly amount: Money
  readonly creditor: {
    readonly name: string | null
    readonly account: AccountNumber
    readonly country: string | null
    readonly addressLines: readonly string[]
    readonly bic: string | null
    readonly clearing: { readonly systemId: string | null; readonly memberId: string } | null
  }
  readonly remittance: readonly string[]
  readonly reference: string | null
  readonly regulatory: { readonly code: string; readonly information: string } | null
  readonly standingOrder: StandingOrderRule | null
}

export type PaymentRequest = {
  readonly paymentType: string
  readonly psuType: PsuType
  readonly debtor: { readonly name: string | null; readonly email: string | null; readonly phone: string | null }
  /** Null: chosen at the bank. */
  readonly debtorAccount: AccountNumber | null
  readonly debtorCurrency: string | null
  readonly chargeBearer: string | null
  readonly priority: string | null
  /** Null: at once. The first day of a standing order. */
  readonly executeOn: IsoDate | null
  readonly instructions: readonly PaymentInstruction[]
}

export type StartPaymentInput = {
  readonly aspsp: AspspRef
  readonly request: PaymentRequest
  readonly authMethod: string | null
  readonly credentials: Readonly<Record<string, string>> | null
  readonly state: string
  readonly redirectUrl: string
  /** Where the bank interface may tell of changes; null: nowhere. */
  readonly webhookUrl: string | null
  readonly language: string
  readonly psuId: string
  readonly psuContext: PsuContext | null
}

export type StartedPayment = {
  /** What the connector needs to ask about it later; opaque, sealed by the caller. */
  readonly handle: Credentials
  /** The bank's number of the payment. */
  readonly bankPaymentId: string
  readonly bankStatus: string
  /**
   * Where the person approves; checked against the connector's allow-list before anyone sees it. Null when the answer had none that
   * can be used, although the payment exists: nobody can approve it, and it can be asked about.
   */
  readonly url: string | null
}

export type PaymentReport = {
  readonly bankPaymentId: string
  /** ISO 20022 code as received, open. */
  readonly bankStatus: string
  /** The bank expects no further change. */
  readonly isFinal: boolean
  readonly reason: { readonly code: string | null; readonly description: string | null } | null
  readonly debtorAccount: AccountNumber | null
  readonly instructions: readonly {
    readonly bankTransactionId: string | null
    readonly endToEndId: string | null
    readonly bankStatus: string | null
  }[]
}

/** The optional part of a connector. All methods throw `BankError`. */
export type PaymentsPort = {
  /** @throws BankError `unknown_outcome` when the bank may have taken it; every other kind means it certainly did not */
  startPayment(input: StartPaymentInput): Promise<StartedPayment>
  getPayment(handle: Credentials, psuContext: PsuContext | null): Promise<PaymentReport>
  /** The state of one line of a bulk, when the payment's own answer does not tell. */
  getPaymentLine(handle: Credentials, bankTransactionId: string): Promise<{ readonly bankStatus: string | null }>
}
