import type { Currency } from '@/lib/core/currency'
import type { IsoDate } from '@/lib/core/iso-date'
import type { Money } from '@/lib/core/money'
import type { AspspRef, Credentials, PsuContext, PsuType } from './bank-and-person'
import type { PaymentCapability, PaymentsPort } from './payment-port'

export type { AspspRef, Credentials, PsuContext, PsuType }

/**
 * The language we speak to banks. Small and ours: every connector translates its dialect into these shapes and keeps
 * no state. The differences it has to cover are listed in docs/adr/0005-port.md: grants are handles of many kinds
 * (session id, consent id, refresh token), callbacks carry a code, a state or nothing, paging is a key or a link,
 * amounts are signed or not, days are inclusive or not. What differs stays inside the connector or in opaque JSON.
 */

export type CredentialField = {
  readonly name: string
  readonly title: string
  readonly required: boolean
  readonly description: string | null
  /** A Perl-compatible pattern from the API: untrusted, evaluated by re2js only. */
  readonly template: string | null
}

export type AuthMethod = {
  readonly name: string | null
  readonly title: string | null
  readonly psuType: string
  readonly approach: string
  readonly hidden: boolean
  readonly credentials: readonly CredentialField[]
}

/** A bank as an interface. */
export type Aspsp = AspspRef & {
  readonly logoUrl: string | null
  readonly bic: string | null
  readonly group: string | null
  readonly beta: boolean
  readonly psuTypes: readonly string[]
  readonly authMethods: readonly AuthMethod[]
  readonly maximumConsentValiditySeconds: number
  readonly requiredPsuHeaders: readonly string[]
  /** Sandbox only: users to try the bank with. */
  readonly testUsers: readonly { username: string | null; password: string | null; otp: string | null }[]
  /** What payments it takes; empty when none are known. */
  readonly payments: readonly PaymentCapability[]
}

export type StartAuthorizationInput = {
  readonly aspsp: AspspRef
  readonly psuType: PsuType
  readonly authMethod: string | null
  readonly credentials: Readonly<Record<string, string>> | null
  /** 256 random bits, base64url; comes back in the callback. */
  readonly state: string
  /** Byte-equal to the registered one. */
  readonly redirectUrl: string
  readonly validUntil: Date
  /** Two small letters. */
  readonly language: string
  /** An opaque name for our member, stable and meaningless outside. */
  readonly psuId: string
  readonly psuContext: PsuContext | null
}

export type StartedAuthorization = {
  /** Where the browser goes. Checked against the connector's allow-list before anyone sees it. */
  readonly url: string
  /** The bank's handle of the authorisation, if any; sealed by the caller. */
  readonly authorizationId: string | null
}

declare const validated: unique symbol
/**
 * A callback whose state was found, unused, in time, from the same browser and member. Only
 * lib/bank-sessions/callback can make one, so an unchecked code cannot reach a bank.
 */
export type ValidatedCallback = {
  readonly [validated]: true
  readonly code: string | null
  readonly aspsp: AspspRef
  readonly authorizationId: string | null
}

export type PortAccount = {
  /** The bank's handle for reading this account; null when it cannot be read (blocked). A secret: sealed. */
  readonly uid: string | null
  /** Primary hash first, then all alternates; at least one. Any overlap means the same account. */
  readonly identificationHashes: readonly string[]
  readonly iban: string | null
  /** When there is no IBAN: the account number and its scheme (BBAN, CPAN, …). */
  readonly otherIdentification: { readonly scheme: string; readonly identification: string } | null
  readonly currency: Currency
  /** The holders' name as the bank writes it. */
  readonly holderName: string | null
  /** What the person or bank calls the account. */
  readonly details: string | null
  readonly product: string | null
  /** ISO code, open: CACC CARD SVGS LOAN CASH OTHR. */
  readonly cashAccountType: string
  readonly usage: string | null
  readonly servicerBic: string | null
  readonly creditLimit: Money | null
}

export type AuthorizedSession = {
  readonly credentials: Credentials
  readonly validUntil: Date
  readonly aspsp: AspspRef
  readonly psuType: string
  readonly accounts: readonly PortAccount[]
}

/** Our words for where a bank session stands at the bank. */
export type BankSessionState = 'pending' | 'authorized' | 'expired' | 'revoked' | 'closed' | 'failed'

export type BankSessionStatus = {
  readonly state: BankSessionState
  /** As received, e.g. `RETURNED_FROM_BANK`. */
  readonly bankStatus: string
  readonly validUntil: Date | null
  readonly accounts: readonly { readonly uid: string; readonly identificationHashes: readonly string[] }[]
}

export type PortBalance = {
  /** ISO code as received, open. */
  readonly type: string
  readonly name: string | null
  readonly amount: Money
  readonly referenceDate: IsoDate | null
  readonly lastChangeAt: Date | null
  readonly lastCommittedTransaction: string | null
}

export type PortParty = {
  readonly name: string | null
  readonly iban: string | null
  readonly otherAccount: string | null
  readonly addressLines: readonly string[]
}

/** One row as a bank reports it. Absent, null and empty text are all null here. */
export type PortTransaction = {
  readonly entryReference: string | null
  /** A handle for details; not an identity (seed 004). */
  readonly transactionId: string | null
  /** ISO code as received, open: BOOK PDNG HOLD SCHD CNCL RJCT OTHR. */
  readonly status: string
  /** Signed: negative leaves the account. The sign comes from the indicator only. */
  readonly amount: Money
  /** Digits beyond the currency's minor unit, if the bank sent any that are not zero. */
  readonly amountExcess: string | null
  readonly bookingDate: IsoDate | null
  readonly valueDate: IsoDate | null
  readonly transactionDate: IsoDate | null
  readonly creditor: PortParty
  readonly debtor: PortParty
  readonly remittance: readonly string[]
  readonly referenceNumber: string | null
  readonly bankCode: { readonly code: string | null; readonly subCode: string | null; readonly description: string | null }
  readonly merchantCategoryCode: string | null
  readonly balanceAfter: Money | null
  readonly exchange: { readonly rate: string | null; readonly unitCurrency: string | null; readonly instructed: Money | null } | null
  readonly note: string | null
}

/** A row that cannot be believed (no amount, no indicator): set aside with its reason, kept sealed, never guessed. */
export type RejectedRow = {
  readonly reason: string
  readonly wire: unknown
  /** The day and status a row of transactions names for itself; null: none. */
  readonly day: IsoDate | null
  readonly status: string | null
}

export type TransactionsQuery = {
  readonly credentials: Credentials
  readonly uid: string
  /** Inclusive. */
  readonly dateFrom: IsoDate | null
  /** Inclusive; only sent with `dateFrom`, and never with `longest`. */
  readonly dateTo: IsoDate | null
  readonly strategy: 'default' | 'longest'
  readonly status: 'BOOK' | 'PDNG' | null
  /** From the page before, with all other parameters unchanged. */
  readonly continuationKey: string | null
  readonly psuContext: PsuContext | null
  readonly requiredPsuHeaders: readonly string[]
}

export type TransactionsPage = {
  readonly transactions: readonly PortTransaction[]
  readonly rejected: readonly RejectedRow[]
  /** Null ends the list; an empty page with a key does not. */
  readonly continuationKey: string | null
  /** The answer's text exactly as received, for the sealed raw page. */
  readonly raw: string
}

/** The answer's text is kept exactly as received, for the sealed raw page. */
export type BalancesAnswer = { readonly balances: readonly PortBalance[]; readonly rejected: readonly RejectedRow[]; readonly raw: string }

export type AccountQuery = Pick<TransactionsQuery, 'credentials' | 'uid' | 'psuContext' | 'requiredPsuHeaders'>

export type BankApplication = {
  readonly id: string
  readonly name: string | null
  readonly environment: string
  readonly active: boolean
  readonly countries: readonly string[]
  readonly services: readonly string[]
  readonly redirectUrls: readonly string[]
}

/** One dialect, made by the registry with its keys, clock and fetch. All methods throw `BankError`. */
export type Connector = {
  readonly id: ConnectorId
  getApplication(): Promise<BankApplication>
  listAspsps(query: { country: string | null }): Promise<readonly Aspsp[]>
  startAuthorization(input: StartAuthorizationInput): Promise<StartedAuthorization>
  completeAuthorization(callback: ValidatedCallback, psuContext: PsuContext | null): Promise<AuthorizedSession>
  getSession(credentials: Credentials): Promise<BankSessionStatus>
  getAccountDetails(query: AccountQuery): Promise<PortAccount>
  listBalances(query: AccountQuery): Promise<BalancesAnswer>
  listTransactions(query: TransactionsQuery): Promise<TransactionsPage>
  getTransaction(query: AccountQuery & { transactionId: string }): Promise<PortTransaction>
  /** Ends the access at the bank. Already ended counts as done. */
  revoke(credentials: Credentials, psuContext: PsuContext | null): Promise<void>
  /** True when calls with this context tell the bank that the person is there, so that it does not count them. */
  showsPerson(psuContext: PsuContext, requiredPsuHeaders: readonly string[]): boolean
  /** True when a browser may be sent to this URL. */
  isAllowedRedirect(url: string): boolean
  /** Absent where the bank interface takes no payments. */
  readonly payments?: PaymentsPort
}

export type ConnectorId = 'enable-banking'
