import { parseCurrency } from '@/lib/core/currency'
import { isBooked } from '@/lib/core/iso-20022'
import { parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import type { Db, DbViewer } from '@/lib/db'
import { canSplitOff, listEvidence, nameOfPiece, type EvidencePiece } from './decisions/evidence-parts'
import { listSuperseded, type SupersededRow } from './decisions/superseded-rows'
import type { AccountRow } from './list-accounts'
import type { Because, ReadingDto, RowReason } from './transaction-detail'

/** Within this many days a second row of the same amount is worth a word. */
const ALIKE_DAYS = 14

/** A bank that gives a row a new reference every time would fill the page. */
const LATER_MAX = 6

type Row = { readonly id: string; readonly day: string; readonly amountMinor: bigint; readonly currency: string; readonly status: string }

/** Puts together, from the evidence kept with a row, why it is one row: nothing here is a guess made afterwards. */
export async function explainRow(db: Db, viewer: DbViewer, { account, row }: { account: AccountRow; row: Row }): Promise<RowReason[]> {
  const key = { householdId: viewer.householdId, accountId: account.id }
  const pieces = await listEvidence(db, key, row.id)
  const readings = await readReadings(db, viewer, pieces)
  const superseded = await listSuperseded(db, key, row.id)
  const alike = await countAlike(db, viewer, { accountId: account.id, row })
  return [
    ...toReasons(pieces, { readings, row }),
    ...accessesOf(account, row),
    ...superseded.map(toSuperseded),
    { kind: 'alike', count: alike, days: ALIKE_DAYS },
  ]
}

type Readings = ReadonlyMap<string, ReadingDto>

const UNKNOWN_READING: ReadingDto = { memberName: null, trigger: null }

/** The readings that brought the evidence. Why another member's access was read is that member's own business. */
async function readReadings(db: Db, viewer: DbViewer, pieces: readonly EvidencePiece[]): Promise<Readings> {
  const ids = [...new Set(pieces.flatMap(({ runId }) => runId ?? []))]
  const rows = await db.$queryRaw<{ id: string; memberName: string | null; trigger: string | null }[]>`
    SELECT r.id::text, m.name AS "memberName", CASE WHEN s.member_id = ${viewer.memberId}::uuid THEN r.trigger END AS trigger
      FROM sync_run r
      JOIN bank_session s ON s.household_id = r.household_id AND s.id = r.bank_session_id
      LEFT JOIN member m ON m.household_id = s.household_id AND m.id = s.member_id
     WHERE r.household_id = ${viewer.householdId}::uuid AND r.id = ANY (${ids}::uuid[])`
  return new Map(rows.map(({ id, memberName, trigger }): [string, ReadingDto] => [id, { memberName, trigger }]))
}

/** The first reference and the first words say where the row came from; later ones are what a person may doubt. */
function toReasons(pieces: readonly EvidencePiece[], { readings, row }: { readings: Readings; row: Row }): RowReason[] {
  const maySplit = isBooked(row.status)
  const firsts = (['r', 'c'] as const).flatMap((kind) => pieces.find((piece) => piece.kind === kind) ?? [])
  const later = pieces.filter((piece) => !firsts.includes(piece)).slice(-LATER_MAX)
  return [...firsts, ...later].map((piece): RowReason => {
    const shared = {
      seenAt: piece.seenAt.toISOString(),
      reading: (piece.runId !== null && readings.get(piece.runId)) || UNKNOWN_READING,
      isLater: !firsts.includes(piece),
      part: maySplit && canSplitOff(piece, pieces) ? nameOfPiece(piece) : null,
    }
    return piece.kind === 'r' ? { kind: 'reference', ...shared } : { kind: 'content', occurrence: piece.occurrence + 1, ...shared }
  })
}

/** The accesses that have read this account on that day; one is nothing to say. */
function accessesOf(account: AccountRow, row: Row): RowReason[] {
  const reading = account.feeds.filter(
    (feed) => feed.historyFrom !== null && feed.historyFrom <= row.day && (feed.readUntil ?? '') >= row.day,
  )
  const memberNames = [...new Set(reading.map((feed) => feed.memberName))]
  return memberNames.length > 1 ? [{ kind: 'accesses', memberNames }] : []
}

const BECAUSE: readonly Because[] = ['reference', 'transaction_id', 'content', 'likeness', 'by_hand']

function toSuperseded({ id, status, amountMinor, currency, day, name, firstSeenAt, because }: SupersededRow): RowReason {
  return {
    ...{ kind: 'superseded', id, status, name },
    firstSeenAt: firstSeenAt.toISOString(),
    day: parseIsoDate(day),
    amount: toMoneyDto(money(amountMinor, parseCurrency(currency))),
    because: BECAUSE.find((known) => known === because) ?? null,
  }
}

async function countAlike(db: Db, viewer: DbViewer, { accountId, row }: { accountId: string; row: Row }): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.id <> ${row.id}::uuid
       AND t.effective_date BETWEEN ${row.day}::date - ${ALIKE_DAYS}::int AND ${row.day}::date + ${ALIKE_DAYS}::int
       AND t.amount_minor = ${row.amountMinor} AND t.currency = ${row.currency} AND t.superseded_by_id IS NULL
       AND t.status NOT IN ('CNCL', 'RJCT')`
  return found?.count ?? 0
}
