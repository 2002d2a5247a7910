import { convertToBase, loadRates, type Rates } from '@/lib/accounts/fx'
import { parseCurrency } from '@/lib/core/currency'
import { AppError } from '@/lib/core/errors'
import type { Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { PaymentChannel } from '@/lib/payments/order'
import { countsBeside } from '@/lib/payments/pages/payment-row'

/** What of a payment the household's rules look at. */
export type RuledPayment = {
  readonly paymentId: string
  /** The payment that is taken back as this one is made, while it still stands. */
  readonly replaces?: string | null
  readonly channel: PaymentChannel
  /** Of all lines together. */
  readonly amountMinor: bigint
  readonly currency: string
  /** `creditorIndex` as in payment_line. */
  readonly lines: readonly { readonly creditorIndex: string }[]
}

type Rules = {
  readonly singleLimitMinor: bigint | null
  readonly dailyLimitMinor: bigint | null
  readonly approvalAboveMinor: bigint | null
  readonly payeesListedOnly: boolean
}

/**
 * What the household's rules say to a payment its maker is about to submit. A sum that needs a second person needs one in parts too:
 * what the maker sent to the same payees in the last 24 hours and nobody approved is counted with it. Call it in the transaction that
 * submits it: submits of one member wait for each other from here until commit, so that two that fit one by one cannot pass together.
 * @throws AppError payee_not_listed · payment_limit with `amount`: above_single_limit, above_daily_limit, or no_rate when a limit
 *         exists and no reference rate leads to the household's currency
 */
export async function checkPaymentRules(
  db: Db,
  viewer: Viewer,
  payment: RuledPayment,
  now = new Date(),
): Promise<{ needsApproval: boolean }> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('saldo.pay'), hashtext(${viewer.memberId}))`
  const rules = await readRules(db, viewer)
  if (rules.payeesListedOnly) await requireListed(db, viewer, payment)
  const recent = await listRecent(db, viewer, { payment, now })
  const toBase = await loadConversion(db, viewer, [payment, ...recent])
  const amount = toBase(payment)
  const limit = findBrokenLimit(rules, amount, recent.filter(({ isToCarry }) => !isToCarry).map(toBase))
  if (limit) throw new AppError('payment_limit', limit, { amount: limit })
  if (rules.approvalAboveMinor === null) return { needsApproval: false }
  const unapproved = recent.filter(({ isApproved, toSameMinor }) => !isApproved && toSameMinor > 0n)
  const total = addUp([amount, ...unapproved.map(({ toSameMinor: amountMinor, currency }) => toBase({ amountMinor, currency }))])
  return { needsApproval: total === null || total > rules.approvalAboveMinor }
}

type Sum = { readonly amountMinor: bigint; readonly currency: string }

/** Null stands for an amount no rate leads to the base currency: under a limit nothing may be guessed. */
function findBrokenLimit({ singleLimitMinor, dailyLimitMinor }: Rules, amount: bigint | null, recent: readonly (bigint | null)[]) {
  if (singleLimitMinor === null && dailyLimitMinor === null) return null
  if (amount === null) return 'no_rate'
  if (singleLimitMinor !== null && amount > singleLimitMinor) return 'above_single_limit'
  if (dailyLimitMinor === null) return null
  const total = addUp([amount, ...recent])
  if (total === null) return 'no_rate'
  return total > dailyLimitMinor ? 'above_daily_limit' : null
}

function addUp(sums: readonly (bigint | null)[]): bigint | null {
  return sums.reduce((total, minor) => (total === null || minor === null ? null : total + minor), 0n)
}

async function loadConversion(db: Db, viewer: Viewer, sums: readonly Sum[]): Promise<(sum: Sum) => bigint | null> {
  const base = parseCurrency(viewer.baseCurrency)
  const foreign = sums.map(({ currency }) => parseCurrency(currency)).filter((currency) => currency !== base)
  const rates: Rates = await loadRates(db, foreign.length > 0 ? [base, ...foreign] : [])
  return ({ amountMinor, currency }) => convertToBase(rates, { minor: amountMinor, currency: parseCurrency(currency) }, base)?.minor ?? null
}

async function readRules(db: Db, { householdId, memberId }: Viewer): Promise<Rules> {
  const household = await db.household.findUniqueOrThrow({
    where: { id: householdId },
    select: { approvalAboveMinor: true, payeesListedOnly: true },
  })
  const member = await db.member.findUniqueOrThrow({
    where: { householdId_id: { householdId, id: memberId } },
    select: { singleLimitMinor: true, dailyLimitMinor: true },
  })
  return { ...household, ...member }
}

/** The list is what the household shares: a payee somebody keeps for themselves is on nobody's list. */
async function requireListed(db: Db, { householdId }: Viewer, { lines }: RuledPayment): Promise<void> {
  const wanted = [...new Set(lines.map(({ creditorIndex }) => creditorIndex))]
  const listed = await db.payee.findMany({
    where: { householdId, isShared: true, removedAt: null, accountIndex: { in: wanted } },
    select: { accountIndex: true },
    distinct: ['accountIndex'],
  })
  if (listed.length < wanted.length) throw new AppError('payee_not_listed')
}

const DAY_MS = 86_400_000

type Recent = Sum & {
  /** Of its lines, what goes to a payee of this payment too. */
  readonly toSameMinor: bigint
  readonly isApproved: boolean
  /** By hand, and the person has not said yet that it was done. */
  readonly isToCarry: boolean
}

/**
 * The member's other payments of the last 24 hours that have moved money or still may: of no calendar day, which would be the member's
 * own to choose. A payment is as recent as its last way to the bank. One the bank has refused may still be executed until that is final.
 */
function listRecent(db: Db, viewer: Viewer, { payment, now }: { payment: RuledPayment; now: Date }): Promise<Recent[]> {
  const { householdId, memberId } = viewer
  const payees = payment.lines.map(({ creditorIndex }) => creditorIndex)
  return db.$queryRaw<Recent[]>`
    SELECT p.amount_minor AS "amountMinor", p.currency, p.channel = 'by_hand' AND p.status IN ('held', 'ready') AS "isToCarry",
           coalesce((SELECT sum(l.amount_minor) FROM payment_line l
                      WHERE l.household_id = p.household_id AND l.payment_id = p.id AND l.creditor_index = ANY (${payees})), 0)::bigint
             AS "toSameMinor",
           EXISTS (SELECT FROM payment_approval o WHERE o.household_id = p.household_id AND o.payment_id = p.id
                      AND o.order_hash = p.order_hash AND o.decision = 'approved') AS "isApproved"
      FROM payment p
     WHERE p.household_id = ${householdId}::uuid AND p.member_id = ${memberId}::uuid
       AND p.status <> 'draft' AND ${countsBeside({ id: payment.paymentId, replaces: payment.replaces ?? null })}
       AND greatest(p.submitted_at, (SELECT max(s.started_at) FROM payment_attempt s
                                      WHERE s.household_id = p.household_id AND s.payment_id = p.id))
           > ${new Date(now.getTime() - DAY_MS)}::timestamptz`
}
