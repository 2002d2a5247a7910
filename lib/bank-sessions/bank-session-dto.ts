import type { EndingStep } from '@/lib/core/ending'

/** Unattended reads of the last 24 hours, and how many the bank allows. */
export type QuotaDto = { readonly used: number; readonly all: number }

/** Under which heading of the banks page an access stands. */
export type BankGroup = 'needs' | 'waiting' | 'working' | 'ended'

/** What is said about an access. Instants are ISO text; words are the UI's. */
export type BankSessionState =
  | { readonly state: 'choose' }
  | { readonly state: 'approveAgain'; readonly days: number; readonly step: EndingStep }
  | { readonly state: 'ended' }
  /** The bank wants to be left alone: because of its number for a day, or for a pause. */
  | { readonly state: 'wait'; readonly until: string; readonly isDaily: boolean }
  | { readonly state: 'reading'; readonly done: number; readonly all: number }
  /** The last read failed; `kind` is a BankError kind, and with `clock_off` how far our clock is ahead. */
  | { readonly state: 'failed'; readonly kind: string; readonly clockSkewSeconds: number | null }
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
  /** Whole days until it ends; null when it has ended or has no end. */
  readonly daysLeft: number | null
  /** How much of the access is used up, 0 to 1. */
  readonly usedPart: number
  readonly endedAt: string | null
  /** Our word or the bank's for why it ended. */
  readonly endReason: string | null
  /** Ended here at that time, and the bank has not confirmed it yet. */
  readonly endingSince: string | null
  /** The bank keeps one approval per login, it seems: another one ended this access, or this one ended another. */
  readonly eviction: 'evicted' | 'evictor' | null
  readonly lastReadAt: string | null
  readonly nextReadAt: string | null
  readonly canReadNow: boolean
  /** What is left of the automatic reads; null for accesses of others and those that are not read. */
  readonly quota: QuotaDto | null
  /** Accounts also read through somebody else: counted once. */
  readonly shared: readonly { readonly name: string; readonly with: string; readonly isYou: boolean }[]
  readonly isDemo: boolean
}

/** One account of a bank as the page of an access names it. */
export type BankAccountDto = {
  readonly id: string
  readonly name: string
  readonly lastFour: string | null
  /** Other members through whose approvals it is read too. */
  readonly alsoThrough: readonly string[]
  /** The bank lists it and does not let it be read. */
  readonly isReadable: boolean
  readonly noLongerSharedSince: string | null
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
