import type { IsoDate } from '@/lib/core/iso-date'
import type { MoneyDto } from '@/lib/core/money-dto'

/** A row as a difference names it. */
export type ReplayRow = {
  readonly id: string
  readonly day: IsoDate
  readonly name: string
  readonly amount: MoneyDto
  readonly status: string
}

export const REPLAY_FIELDS = [
  'amount',
  'status',
  'bookingDate',
  'valueDate',
  'day',
  'name',
  'description',
  'category',
  'balanceAfter',
  'superseded',
  'creditor',
  'debtor',
  'remittance',
  'reference',
  'code',
  'note',
  'other',
] as const

export type ReplayField = {
  readonly field: (typeof REPLAY_FIELDS)[number]
  readonly before: string | MoneyDto | null
  readonly after: string | MoneyDto | null
}

/** `held`: no kept answer holds the row any more, but somebody wrote on it, so it stays. */
export type ReplayChange =
  | { readonly kind: 'new' | 'gone' | 'held'; readonly row: ReplayRow }
  | { readonly kind: 'changed'; readonly row: ReplayRow; readonly fields: readonly ReplayField[] }

/** Counts only: this is what is kept of a preview. */
export type ReplaySummary = {
  readonly pages: number
  /** Pages that cannot be read as a whole. */
  readonly unreadable: number
  readonly new: number
  readonly changed: number
  readonly gone: number
  readonly held: number
  /** Rows of the bank that would be set aside from now on, and rows set aside before that are believed now. */
  readonly setAside: number
  readonly believed: number
}

export type ReplayDifference = {
  readonly summary: ReplaySummary
  /** Newest first, as many as a person can look through. */
  readonly changes: readonly ReplayChange[]
  readonly more: number
}

export const REPLAY_CHANGES_MAX = 200

export type ReplayPreview = ReplayDifference & { readonly replayId: string; readonly accountId: string }

/** True when applying would change something. */
export function isDifference({ new: added, changed, gone, setAside, believed }: ReplaySummary): boolean {
  return added + changed + gone + setAside + believed > 0
}

/** What is kept of one account's answers. Instants are ISO text. */
export type KeptAnswersDto = {
  readonly accountId: string
  readonly name: string
  readonly bankName: string
  readonly pages: number
  readonly oldest: string | null
  readonly appliedAt: string | null
}
