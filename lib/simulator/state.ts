import type { AccountChange } from './account-change'
import type { PaymentHabitName } from './payments/payment-habits'
import type { StandingOrder } from './payments/standing-order-days'
import type { TrueRow } from './world/true-row'
import type { PsuType } from './world/psu-type'

export type Environment = 'SANDBOX' | 'PRODUCTION'
export type Service = 'AIS' | 'PIS'

/** A program that may call the interface, with the public half of its key. */
export type Application = {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly environment: Environment
  readonly active: boolean
  /** Restricted: only these accounts appear, by IBAN or masked card; null means all. */
  readonly linkedAccounts: readonly string[] | null
  readonly publicKeyPem: string
  readonly redirectUrls: readonly string[]
  readonly services: readonly Service[]
  /** Addresses that may be told of changes. */
  readonly webhookUrls: readonly string[]
}

/** What the program asked for. */
export type Access = {
  /** As asked, on the machine's clock. */
  readonly validUntil: number
  /** The same on the bank's clock, which may be ahead. */
  readonly endsAt: number
  readonly balances: boolean
  readonly transactions: boolean
  /** Account numbers asked for; null leaves the choice to the person. */
  readonly accounts: readonly string[] | null
}

export type AuthorizationStatus = 'PENDING_AUTHORIZATION' | 'RETURNED_FROM_BANK' | 'CANCELLED' | 'INVALID' | 'EXCHANGED'

/** One visit of a person to the bank's pages, from the start until its code was used. */
export type Authorization = {
  readonly id: string
  readonly applicationId: string
  readonly bankSlug: string
  readonly psuType: PsuType
  readonly approach: string
  readonly state: string
  readonly redirectUrl: string
  readonly access: Access
  readonly psuIdHash: string
  readonly prefilledUsername: string | null
  readonly createdAt: number
  status: AuthorizationStatus
  username: string | null
  chosenAccounts: string[]
  code: string | null
  codeIssuedAt: number
}

export type SessionStatus = 'AUTHORIZED' | 'EXPIRED' | 'CLOSED' | 'REVOKED'

/** How one can end. */
export type SessionEnd = Exclude<SessionStatus, 'AUTHORIZED'>

export type SessionAccount = { readonly uid: string; readonly accountKey: string }

export type Session = {
  readonly id: string
  readonly applicationId: string
  readonly bankSlug: string
  readonly username: string
  readonly psuType: PsuType
  readonly psuIdHash: string
  readonly access: Access
  readonly createdAt: number
  readonly authorizedAt: number
  readonly accounts: readonly SessionAccount[]
  /** As long as it is authorised its expiry is read off the clock. */
  status: SessionStatus
  /** Calls itself authorised and cannot read any more. */
  endedUnsaid: boolean
  closedAt: number | null
  endedAt: number | null
}

export type PaymentInstruction = {
  readonly transactionId: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly creditorName: string | null
  readonly creditorAccount: string
  readonly executeOn: string | null
  readonly remittance: readonly string[]
  readonly reference: string | null
  readonly endToEndId: string | null
  readonly instructionId: string | null
  readonly standingOrder: StandingOrder | null
}

export type Payment = {
  readonly id: string
  readonly applicationId: string
  readonly bankSlug: string
  readonly psuType: PsuType
  readonly type: string
  readonly state: string
  readonly redirectUrl: string
  readonly psuIdHash: string
  readonly prefilledUsername: string | null
  /** The request as received, to be given back. */
  readonly request: Record<string, unknown>
  readonly instructions: readonly PaymentInstruction[]
  readonly debtorAccount: string | null
  readonly createdAt: number
  readonly habit: PaymentHabitName
  readonly webhookUrl: string | null
  /** When its page was asked for. */
  readonly pageOpenedAt: number[]
  /** Ids of lines the bank rejects. */
  readonly rejectedLines: string[]
  /** The status the application was last told by itself; null: nothing yet. */
  toldStatus: string | null
  /** The application asked to forget it. */
  forgottenAt: number | null
  username: string | null
  debtorKey: string | null
  /** The person's decision, and when. */
  decision: 'approved' | 'declined' | null
  decidedAt: number | null
  rejection: { readonly code: string; readonly description: string } | null
}

export type AccountChanged = { readonly accountKey: string; readonly at: number; readonly change: AccountChange }

/** A row that follows from a payment; `lines` are the ids of what it pays. */
export type ExecutedRow = {
  readonly accountKey: string
  readonly row: TrueRow
  readonly paymentId: string | null
  readonly lines: readonly string[]
}

/** Everything that happened here because someone asked for it; the rest follows from the seed. */
export type State = {
  readonly applications: Map<string, Application>
  readonly authorizations: Map<string, Authorization>
  readonly sessions: Map<string, Session>
  /** Follows from `sessions`; account ids belong to exactly one of them. */
  readonly sessionByUid: Map<string, Session>
  readonly payments: Map<string, Payment>
  readonly executed: ExecutedRow[]
  /** Unattended reads by account, kind and day. */
  readonly unattendedReads: Map<string, number>
  /** Instants of unattended reads by account and kind, at banks that count within 24 hours. */
  readonly unattendedAt: Map<string, number[]>
  readonly accountChanges: AccountChanged[]
  counter: number
  clockAheadMs: number
  /** When the banks changed their ways, if someone said so. */
  turnedAt: number | null
  /** How payments go from now on, by name of the bank or `*`, if someone said so. */
  readonly paymentHabits: Map<string, PaymentHabitName>
  /** The bank's key for what it tells by itself. */
  webhookKeyPem: string | null
  /** Until when a payment's changes are kept back; forgotten at a restart. */
  readonly webhooksHeldUntil: Map<string, number>
}

export function emptyState(): State {
  return {
    applications: new Map(),
    authorizations: new Map(),
    sessions: new Map(),
    sessionByUid: new Map(),
    payments: new Map(),
    executed: [],
    unattendedReads: new Map(),
    unattendedAt: new Map(),
    accountChanges: [],
    counter: 0,
    clockAheadMs: 0,
    turnedAt: null,
    paymentHabits: new Map(),
    webhookKeyPem: null,
    webhooksHeldUntil: new Map(),
  }
}
