import { parseMoney } from '@/lib/core/money'
import { addDays, daysBetween, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Ledger } from '@/lib/simulator/ledger'
import type { OwnDatabase } from '../own-database'

/** What our books of one household are compared with. */
export type Books = {
  readonly database: Pick<OwnDatabase, 'ownerQuery'>
  readonly ledger: Ledger
  readonly householdId: string
  readonly now: Date
  /** The bank's time at an instant of ours, where the two clocks differ. */
  readonly bankTime?: (at: Date) => Date
  /** Days a bank may move a row's date by between deliveries. */
  readonly shiftDays?: (bank: string) => number
  readonly habitOf?: (bank: string) => string
}

type Held = { readonly id: string; readonly day: IsoDate; readonly minor: string; readonly isInQuestion: boolean }
type Gap = { readonly from: IsoDate; readonly to: IsoDate }

export type HeldAccount = {
  readonly id: string
  readonly hash: string
  readonly bank: string
  /** Days from `from` to `until` are said to be held whole, except those of `gaps`. */
  readonly from: IsoDate | null
  readonly until: IsoDate | null
  readonly gaps: readonly Gap[]
}

/**
 * I1 and I2: over all days an account is said to be held whole, every booked row of the truth is there exactly once; and
 * nothing is there that never happened. `upToNow`: the readings just ended well, so today's rows are there as well.
 */
export async function checkTransactions(books: Books, { upToNow }: { upToNow: boolean }): Promise<string[]> {
  const violations: string[] = []
  for (const account of await listHeldAccounts(books)) {
    const held = await books.database.ownerQuery<Held>(
      `SELECT id::text AS id, coalesce(booking_date, effective_date)::text AS day, amount_minor::text AS minor,
              review_reason IS NOT NULL OR EXISTS (SELECT FROM transaction o WHERE o.household_id = t.household_id AND o.account_id = t.account_id
                                                     AND o.review_reason IS NOT NULL AND t.id = ANY (o.review_other_ids)) AS "isInQuestion"
         FROM transaction t
        WHERE household_id = $1 AND account_id = $2 AND status = 'BOOK' AND superseded_by_id IS NULL`,
      [books.householdId, account.id],
    )
    violations.push(...compareAccount(books, account, { held, upToNow }))
  }
  return violations
}

export function listHeldAccounts({ database, householdId }: Books): Promise<HeldAccount[]> {
  return database.ownerQuery<HeldAccount>(
    `SELECT a.id::text AS id, a.aspsp_name AS bank,
            (SELECT i.hash FROM account_identity i WHERE i.household_id = a.household_id AND i.account_id = a.id AND i.is_primary LIMIT 1) AS hash,
            min(f.history_from)::text AS from, max(f.read_until)::text AS until,
            (SELECT coalesce(json_agg(json_build_object('from', g.from_day::text, 'to', g.to_day::text)), '[]') FROM history_gap g
              WHERE g.household_id = a.household_id AND g.account_id = a.id AND g.closed_at IS NULL) AS gaps
       FROM account a JOIN account_feed f ON f.household_id = a.household_id AND f.account_id = a.id
      WHERE a.household_id = $1 AND a.choice = 'kept' GROUP BY a.household_id, a.id ORDER BY a.id`,
    [householdId],
  )
}

function compareAccount(
  { ledger, now, shiftDays, habitOf }: Books,
  { hash, bank, from, until, gaps }: HeldAccount,
  { held, upToNow }: { held: readonly Held[]; upToNow: boolean },
): string[] {
  const tolerance = shiftDays?.(bank) ?? 0
  const rows = expectedRows(ledger, hash, now)
  const { missing, extra: unexplained } = difference(
    rows.filter(({ isOdd }) => !isOdd),
    held,
    tolerance,
  )
  // What the bank itself serves wrong (no dates, no amount) is held as it was served, or set aside and named.
  const { extra } = difference(
    rows.filter(({ isOdd }) => isOdd),
    unexplained,
    ANY_DAY,
  )
  const last = until === null ? null : upToNow ? utcDay(now) : addDays(until, -1)
  const isClaimed = (day: IsoDate) =>
    from !== null &&
    last !== null &&
    day >= addDays(from, tolerance) &&
    day <= last &&
    !gaps.some((gap) => day >= gap.from && day <= gap.to)
  const name = `${bank}${habitOf ? ` (${habitOf(bank)})` : ''} …${hash.slice(-8)}`
  return [
    ...missing
      .filter(({ day }) => isClaimed(day))
      .map(({ day, minor }) => `I1 ${name}: ${day} ${minor} happened and is not held (whole from ${from} until ${until})`),
    // What may be one row or two stands on the review list, for a person to say.
    ...extra
      .filter(({ isInQuestion }) => !isInQuestion)
      .map(({ day, minor, id }) => `I2 ${name}: ${day} ${minor} is held and never happened that often (${id})`),
  ]
}

const ANY_DAY = 2_000

/** What truly was booked, on the day the bank last named for it; and what it served for this account beside that. */
function expectedRows(ledger: Ledger, hash: string, now: Date): (Row & { isOdd: boolean })[] {
  const served = ledger.lastServed(hash)
  const booked = ledger.booked(hash, now)
  const ids = new Set(booked.map(({ id }) => id))
  const own = booked.map(({ id, bookingDate, amount, oddity }) => {
    const last = served.get(id)
    const day = last?.status === 'BOOK' && last.bookingDate ? (last.bookingDate as IsoDate) : bookingDate
    return { day, minor: String(amount.minor), isOdd: oddity !== null }
  })
  const beside = [...served.values()].filter(
    ({ rowId, status, amount, bookingDate }) => status === 'BOOK' && amount && bookingDate && !ids.has(rowId),
  )
  return [
    ...own,
    ...beside.map(({ bookingDate, amount, direction, currency }) => ({
      day: bookingDate as IsoDate,
      minor: String(parseMoney(amount!, currency ?? 'EUR').minor * (direction === 'DBIT' ? -1n : 1n)),
      isOdd: false,
    })),
  ]
}

type Row = { readonly day: IsoDate; readonly minor: string }

/** What is left of both when equal rows are paired off, nearest days first; they may lie so many days apart. */
function difference<T extends Row>(truth: readonly Row[], held: readonly T[], tolerance: number): { missing: Row[]; extra: T[] } {
  const open = new Map<string, Row[]>()
  for (const row of truth) open.set(row.minor, [...(open.get(row.minor) ?? []), row])
  let extra = [...held]
  for (const apart of tolerance === ANY_DAY ? [tolerance] : Array.from({ length: tolerance + 1 }, (_, days) => days)) {
    extra = extra.filter(({ day, minor }) => {
      const candidates = open.get(minor) ?? []
      const at = candidates.findIndex((candidate) => Math.abs(daysBetween(candidate.day, day)) <= apart)
      if (at < 0) return true
      candidates.splice(at, 1)
      return false
    })
  }
  return { missing: [...open.values()].flat(), extra }
}
