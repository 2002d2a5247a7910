/** Under which heading of the banks page an access stands. */
export type BankGroup = 'needs' | 'waiting' | 'working' | 'ended'

/** What is said about an access. Instants are ISO text; words are the UI's. */
export type BankSessionState =
  | { readonly state: 'choose' }
  | { readonly state: 'approveAgain'; readonly days: number }
  | { readonly state: 'ended' }
  | { readonly state: 'wait'; readonly until: string }
  | { readonly state: 'reading'; readonly done: number; readonly all: number }
  /** The last read failed; `kind` is a BankError kind. */
  | { readonly state: 'failed'; readonly kind: string }
  | { readonly state: 'notYet' }
  | { readonly state: 'upToDate' }

/** An access as the banks page may know it. Counts and names are of accounts the viewer may see, and of no others. */
export type BankSessionDto = {
  readonly id: string
  readonly bankName: string
  readonly country: string
  readonly psuType: string
  readonly bankAppId: string | null
  readonly isMine: boolean
  readonly memberName: string
  readonly accountCount: number
  readonly group: BankGroup
  readonly state: BankSessionState
  readonly since: string
  readonly until: string | null
  /** How much of the access is used up, 0 to 1. */
  readonly usedPart: number
  readonly endedAt: string | null
  /** Our word or the bank's for why it ended. */
  readonly endReason: string | null
  /** Ended here, and the bank has not confirmed it yet. */
  readonly isEndingAtBank: boolean
  readonly lastReadAt: string | null
  readonly nextReadAt: string | null
  readonly canReadNow: boolean
  /** Accounts also read through somebody else: counted once. */
  readonly shared: readonly { readonly name: string; readonly with: string }[]
  readonly isDemo: boolean
}

/** One finished read, for the history. */
export type ReadDto = {
  readonly id: string
  readonly at: string
  readonly bankName: string
  readonly isMine: boolean
  readonly memberName: string
  readonly trigger: string
  readonly outcome: string
  readonly errorKind: string | null
  readonly accounts: number
  readonly newRows: number
}
