import type { LedgerPayment } from '@/lib/simulator/ledger-payments'
import { DAY_MS, type Intent, type PayLife } from './pay-life'

type Row = {
  readonly id: string
  readonly status: string
  readonly isFinal: boolean
  readonly bankStatus: string | null
  readonly amountMinor: string
  readonly lineCount: number
  readonly isRecurring: boolean
  readonly askBankSince: Date | null
  readonly nextPollAt: Date | null
  readonly endToEndIds: readonly string[]
  readonly hasHandle: boolean
  readonly isWithdrawn: boolean
  readonly pagesLive: number
  readonly bookings: number
  readonly preparedSince: Date | null
}

/** Nothing was sent, as far as a person is told. */
const NOT_SENT = ['draft', 'held', 'ready', 'unknown']
/** What those banks say of a payment contradicts what they do with it, which nobody could know. */
const SAYS_PAID_AND_IS_NOT = ['settled-then-rejected']
const SAYS_UNPAID_AND_IS_NOT = ['rejected-then-settled']

/** At any moment: who is told that nothing was sent has approved nothing, and no payment has two pages. */
export async function checkNow(life: PayLife): Promise<void> {
  const truth = truthOf(life, life.time.now())
  for (const row of await readRows(life)) {
    const own = ownOf(truth, row)
    if (NOT_SENT.includes(row.status) && own.some(({ pageOpenedAt, decision }) => pageOpenedAt.length > 0 || decision !== null))
      life.violations.push(`payment ${row.id}: "${row.status}" while somebody was at its page`)
    if (row.pagesLive > 1) life.violations.push(`I3 payment ${row.id}: ${row.pagesLive} live pages`)
  }
}

/** When everything has settled: I3, I4, nothing lost, nothing false. */
export async function checkAtTheEnd(life: PayLife): Promise<EndCount> {
  const rows = new Map((await readRows(life)).map((row) => [row.id, row]))
  const truth = truthOf(life, new Date(life.time.now().getTime() + 400 * DAY_MS))
  const told = truthOf(life, life.time.now())
  const count = { executed: 0, rejected: 0, cancelled: 0, accepted: 0, waiting: 0, unsent: 0, askBank: 0, booked: 0 }
  for (const intent of life.intents) {
    const row = rows.get(intent.id)
    if (!row) {
      if (intent.isConfirmed) life.violations.push(`lost: intent ${intent.number} was confirmed and is not there`)
      continue
    }
    const say = (what: string) =>
      life.violations.push(`${what} (intent ${intent.number}, payment ${row.id}, ${describe(row, ownOf(told, row))})`)
    checkOnce(row, ownOf(truth, row), say)
    checkHonest({ intent, row, truth: ownOf(truth, row), told: ownOf(told, row) }, say)
    checkOver(life, { row, told: ownOf(told, row) }, say)
    tally(count, row)
  }
  return count
}

export type EndCount = Record<'executed' | 'rejected' | 'cancelled' | 'accepted' | 'waiting' | 'unsent' | 'askBank' | 'booked', number>

type Say = (what: string) => void

/** I3: one payment at the bank at most ever moved money, and each of its lines once. */
function checkOnce({ isRecurring }: Row, truth: readonly LedgerPayment[], say: Say): void {
  const executed = truth.filter(isExecuted)
  if (executed.length > 1) say('I3 paid twice')
  if (!isRecurring && truth.some(({ lines }) => lines.some(({ executedAt }) => executedAt.length > 1))) say('I3 a line was paid twice')
  if (truth.filter(({ pageOpenedAt }) => pageOpenedAt.length > 0).length > 1) say('I3 two pages were opened')
}

type Whole = {
  readonly intent: Intent
  readonly row: Row
  readonly truth: readonly LedgerPayment[]
  readonly told: readonly LedgerPayment[]
}

/** 0 false statements, and 0 lost: what the bank took is here as taken. */
function checkHonest({ intent, row, truth, told }: Whole, say: Say): void {
  const executed = truth.some(isExecuted)
  const habits = truth.map(({ habit }) => habit)
  const isOneOf = (names: readonly string[]) => habits.some((habit) => names.includes(habit))
  const sum = intent.order.lines.reduce((total, { amount }) => total + BigInt(amount.replace('.', '')), 0n)
  if (BigInt(row.amountMinor) !== sum || row.lineCount !== intent.order.lines.length) say('another amount than was meant')
  if (row.status === 'executed' && !executed && !isOneOf(SAYS_PAID_AND_IS_NOT)) say('false: said executed, was not')
  if (row.bookings > 0 && !executed) say('false: a debit was found of what was not executed')
  const isOver = row.isFinal && (row.status === 'rejected' || row.status === 'cancelled')
  if (isOver && executed && !isOneOf(SAYS_UNPAID_AND_IS_NOT)) say('false: said not paid, was paid')
  if (NOT_SENT.includes(row.status) && truth.some(({ decision }) => decision === 'approved')) say('false: said not sent, was approved')
  if (intent.isWithdrawn && truth.some(({ decision }) => decision === 'approved')) say('false: taken back and approved')
  if (intent.isApproved && !told.some(({ decision }) => decision === 'approved')) say('the test itself lost an approval')
}

/** I4: final, or honestly open; never stuck. */
function checkOver(life: PayLife, { row, told }: { row: Row; told: readonly LedgerPayment[] }, say: Say): void {
  if (row.preparedSince && life.time.now().getTime() - row.preparedSince.getTime() > DAY_MS)
    say('I4 the bank is being asked for more than a day')
  if (row.status === 'starting') say('I4 still starting')
  if (row.isFinal || row.askBankSince !== null || (NOT_SENT.includes(row.status) && !row.hasHandle)) return
  if (row.nextPollAt === null) say('I4 open and nobody will ask about it')
  const known = told.find(({ pageOpenedAt, decision }) => pageOpenedAt.length > 0 || decision !== null) ?? told.at(-1)
  if (known?.isFinal) say('the bank has said its last word and we have not heard it')
}

function tally(count: EndCount, row: Row): void {
  if (NOT_SENT.includes(row.status)) count.unsent += 1
  else if (row.status in count) count[row.status as keyof EndCount] += 1
  if (row.askBankSince !== null) count.askBank += 1
  if (row.bookings > 0) count.booked += 1
}

function isExecuted({ lines }: LedgerPayment): boolean {
  return lines.some(({ executedAt }) => executedAt.length > 0)
}

function truthOf({ world }: PayLife, at: Date): Map<string, LedgerPayment[]> {
  const byLine = new Map<string, LedgerPayment[]>()
  for (const payment of world.simulator.ledger.payments(at))
    for (const { endToEndId } of payment.lines) if (endToEndId) byLine.set(endToEndId, [...(byLine.get(endToEndId) ?? []), payment])
  return byLine
}

function ownOf(truth: ReadonlyMap<string, LedgerPayment[]>, { endToEndIds }: Row): LedgerPayment[] {
  return [...new Set(endToEndIds.flatMap((id) => truth.get(id) ?? []))]
}

function describe(row: Row, told: readonly LedgerPayment[]): string {
  const bank = told.map(
    ({ id, habit, status, isFinal, decision }) =>
      `${id.slice(0, 8)} ${habit} ${status}${isFinal ? ' final' : ''} ${decision ?? 'undecided'}`,
  )
  return `ours ${row.status}${row.isFinal ? ' final' : ''} ${row.bankStatus ?? '-'} asked ${row.askBankSince ? 'no more' : 'on'}; bank: ${bank.join('; ') || 'nothing'}`
}

function readRows({ database, householdId }: PayLife): Promise<Row[]> {
  return database.ownerQuery<Row>(
    `SELECT p.id::text AS id, p.status, p.is_final AS "isFinal", p.bank_status AS "bankStatus", p.amount_minor::text AS "amountMinor",
            p.line_count AS "lineCount", p.is_recurring AS "isRecurring", p.ask_bank_since AS "askBankSince", p.next_poll_at AS "nextPollAt",
            (SELECT array_agg(l.end_to_end_id) FROM payment_line l WHERE l.household_id = p.household_id AND l.payment_id = p.id) AS "endToEndIds",
            coalesce(bool_or(a.sealed_handle IS NOT NULL), false) AS "hasHandle",
            (p.status = 'cancelled' AND p.is_final) AS "isWithdrawn",
            count(a.id) FILTER (WHERE a.state IN ('prepared', 'open') AND a.sealed_url IS NOT NULL)::int AS "pagesLive",
            (SELECT count(*) FROM payment_booking b WHERE b.household_id = p.household_id AND b.payment_id = p.id)::int AS bookings,
            min(a.started_at) FILTER (WHERE a.state = 'prepared') AS "preparedSince"
       FROM payment p LEFT JOIN payment_attempt a ON a.household_id = p.household_id AND a.payment_id = p.id
      WHERE p.household_id = $1 GROUP BY p.household_id, p.id`,
    [householdId],
  )
}
