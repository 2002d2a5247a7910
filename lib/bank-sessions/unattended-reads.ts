import type { Db } from '@/lib/db'

/** What banks count apart from each other. */
export const READ_KINDS = ['transactions', 'pending', 'balances'] as const

export type ReadKind = (typeof READ_KINDS)[number]

/** When lists of one account were asked for without the person in the last 24 hours. */
export type AccountReads = Readonly<Record<ReadKind, readonly Date[]>>

type Where = {
  readonly householdId: string
  readonly accountIds: readonly string[]
  readonly now: Date
  /** Only what this access read; otherwise what any access read. */
  readonly bankSessionId?: string
}

const DAY_MS = 24 * 3_600_000
/** A run is over long before; a read counts from its own time, not from its run's. */
const RUN_MS_MAX = 2 * 3_600_000

/** The bank gave nothing for these, so it counted nothing. A call whose answer got lost may have been counted, and is. */
export const NOT_SERVED: readonly string[] = [
  ...['unreachable', 'clock_off', 'application_rejected', 'rate_limited', 'psu_headers_refused'],
  ...['consent_expired', 'consent_revoked', 'consent_closed'],
]

type ReadRow = { readonly accountId: string; readonly kind: ReadKind; readonly at: Date }

/**
 * The unattended reads of accounts in the last 24 hours, from the record of calls. A process that was killed may have made
 * one call it did not write down: of each list its run had not opened on record, one counts.
 */
export async function listUnattendedReads(db: Db, where: Where): Promise<ReadonlyMap<string, AccountReads>> {
  const { householdId, accountIds, now, bankSessionId = null } = where
  const since = new Date(now.getTime() - DAY_MS)
  const rows = await db.$queryRaw<ReadRow[]>`
    SELECT account_id::text AS "accountId", kind, at
      FROM saldo_unattended_reads(${householdId}::uuid, ${[...accountIds]}::uuid[], ${bankSessionId}::uuid, ${since}::timestamptz,
                                  ${new Date(since.getTime() - RUN_MS_MAX)}::timestamptz, ${[...READ_KINDS]}::text[], ${[...NOT_SERVED]}::text[])`
  return new Map(accountIds.map((accountId) => [accountId, readsOf(rows.filter((row) => row.accountId === accountId))]))
}

function readsOf(rows: readonly ReadRow[]): AccountReads {
  const ofKind = (wanted: ReadKind) => rows.filter(({ kind }) => kind === wanted).map(({ at }) => at)
  return { transactions: ofKind('transactions'), pending: ofKind('pending'), balances: ofKind('balances') }
}

/** The kind that was read most: what is left for it is left for all. */
export function mostRead(reads: AccountReads): readonly Date[] {
  return READ_KINDS.map((kind) => reads[kind]).reduce((most, times) => (times.length > most.length ? times : most))
}
