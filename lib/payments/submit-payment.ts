import { AppError } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import type { IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { requireStepUp } from '@/lib/households/step-up'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault, type Vault } from '@/lib/vault/vault'
import { indexAccount, indexCounterparty } from './account-index'
import { canonicalOrder } from './check/canonical-order'
import { checkPaymentRules } from './rules/check-payment-rules'
import type { TypedCredentials } from './credentials-input'
import { getPaymentSource } from './sources/get-source'
import type { PaymentSubmission } from './order'
import type { PayableSource } from './sources/payment-source'
import type { PaymentStatus } from './payment-status'
import { recordPaymentEvent } from './record-event'
import { requireGoodOrder, type GoodOrder } from './check/require-good-order'
import { endToEndId, hashOrder, sealOrder } from './seal-order'
import { requireCredentials } from './sending/require-credentials'
import { withdrawReplaced } from './withdraw-payment'

type SubmittedOrder = PaymentSubmission & {
  /** When it is to be sent in the same breath, what was typed for the bank: wrong, no payment is made. Left out: it is sent later. */
  readonly credentials?: TypedCredentials | null
}

export type SubmittedPayment = { readonly id: string; readonly status: PaymentStatus }

/**
 * Makes an order a payment, once: the browser made the id, so a double click, a second tab and a request that is repeated all find
 * the payment the first one made. No bank is asked. Answers `ready` to be sent (or to be carried to the bank by hand), or `held`
 * for a second member's approval.
 * @throws AppError `payment_changed` when the id is that of another order · `invalid_input` with the fields of `checkOrder` or those of
 *   `requireCredentials` · `payment_unsupported`, `bank_unavailable`, `not_found`, `not_allowed` for the account · `step_up_needed` ·
 *   `payment_limit`, `payee_not_listed` · `conflict`, `not_found` for what it replaces
 */
export async function submitPayment(viewer: Viewer, submission: SubmittedOrder, { now }: { now: Date }): Promise<SubmittedPayment> {
  const { id, replaces = null, credentials } = submission
  if (!mayDo(viewer, 'pay')) throw new AppError('not_allowed')
  if (!isUuid(id)) throw new AppError('invalid_input', 'payment id', { id: 'invalid' })
  const { householdId } = viewer
  const order = canonicalOrder(submission.order)
  const known = await asViewer(viewer, async (db) => findPayment(db, viewer, id, hashOrder(await openVault(db, householdId), order)))
  if (known) return requireSame(known)
  await requireStepUp(viewer, now)
  const source = await getPaymentSource(viewer, order.accountId)
  const good = await requireGoodOrder(viewer, { order, source, now })
  return asViewer(viewer, async (db) => {
    const vault = await openVault(db, householdId)
    const payment = { id, orderHash: hashOrder(vault, good.order), source, good, vault, now }
    if (!(await insertPayment(db, viewer, payment))) return requireSame(await findPayment(db, viewer, id, payment.orderHash))
    if (replaces !== null) await withdrawReplaced(db, viewer, { paymentId: replaces, replacedBy: id, now })
    const status = await settleSubmission(db, viewer, payment)
    if (status === 'ready' && credentials !== undefined) requireCredentials({ source, good }, credentials)
    return { id, status }
  })
}

type NewPayment = {
  readonly id: string
  readonly orderHash: string
  readonly source: PayableSource
  readonly good: GoodOrder
  readonly vault: Vault
  readonly now: Date
}

type Known = { readonly isSame: boolean; readonly payment: SubmittedPayment }

async function findPayment(db: Db, { householdId, memberId }: Viewer, id: string, orderHash: string): Promise<Known | null> {
  const payment = await db.payment.findUnique({ where: { householdId_id: { householdId, id } } })
  if (!payment) return null
  const isSame = payment.memberId === memberId && payment.orderHash === orderHash
  return { isSame, payment: { id, status: payment.status as PaymentStatus } }
}

/** Row-level security may hide the row that is in the way: then it is not this member's. */
function requireSame(known: Known | null): SubmittedPayment {
  if (!known?.isSame) throw new AppError('payment_changed')
  return known.payment
}

/** Of any number at once exactly one inserts; the others wait for it. */
async function insertPayment(db: Db, { householdId, memberId }: Viewer, payment: NewPayment): Promise<boolean> {
  const { id, orderHash, source, good, vault, now } = payment
  const { order } = good
  const isBank = order.channel === 'bank'
  const added = await db.payment.createMany({
    data: [
      {
        ...{ householdId, id, memberId, accountId: order.accountId, channel: order.channel },
        ...{ connectorId: isBank ? source.connectorId : null, bankAppId: isBank ? source.bankAppId : null },
        ...{ aspspName: source.aspsp.name, aspspCountry: source.aspsp.country, psuType: order.psuType, paymentType: order.paymentType },
        ...{
          status: 'ready',
          sealedOrder: sealOrder(vault, id, order),
          orderHash,
          amountMinor: good.amountMinor,
          currency: order.currency,
        },
        ...{ lineCount: order.lines.length, creditorName: order.lines[0]!.name, executeOn: toDate(good.executeOn) },
        ...{ isRecurring: order.standingOrder !== null, createdAt: now, submittedAt: now },
        finalSuccessfulStatuses: [...(good.capability?.finalSuccessfulStatuses ?? [])],
      },
    ],
    skipDuplicates: true,
  })
  if (added.count === 0) return false
  await db.paymentLine.createMany({
    data: order.lines.map((line, position) => ({
      ...{ householdId, paymentId: id, position, amountMinor: parseMoney(line.amount, order.currency).minor, currency: order.currency },
      ...{ creditorName: line.name, creditorIndex: indexAccount(vault, line.account), payeeId: line.payeeId },
      ...{ counterpartyIndex: indexCounterparty(vault, line.account), endToEndId: endToEndId(vault, id, position) },
    })),
  })
  return true
}

function toDate(day: IsoDate | null): Date | null {
  return day === null ? null : new Date(day)
}

/** What the household's rules say; the daily limit is counted while this member's other submits wait. */
async function settleSubmission(db: Db, viewer: Viewer, payment: NewPayment): Promise<PaymentStatus> {
  const { householdId, memberId } = viewer
  const { id, good, vault, now } = payment
  const { order } = good
  const { needsApproval } = await checkPaymentRules(
    db,
    viewer,
    {
      ...{ paymentId: id, channel: order.channel, amountMinor: good.amountMinor, currency: order.currency },
      lines: order.lines.map(({ account }) => ({ creditorIndex: indexAccount(vault, account) })),
    },
    now,
  )
  const status = needsApproval ? 'held' : 'ready'
  if (needsApproval) await db.payment.update({ where: { householdId_id: { householdId, id } }, data: { status } })
  await db.paymentDraft.deleteMany({ where: { householdId, memberId, id } })
  const event = { householdId, paymentId: id, memberId, now }
  await recordPaymentEvent(db, { ...event, kind: 'created', facts: { paymentType: order.paymentType, lines: order.lines.length } })
  if (needsApproval) await recordPaymentEvent(db, { ...event, kind: 'held' })
  else if (order.channel === 'by_hand') await recordPaymentEvent(db, { ...event, kind: 'given_by_hand' })
  const kind = needsApproval ? 'payment_held' : order.channel === 'by_hand' ? 'payment_given_by_hand' : 'payment_submitted'
  await recordAudit(db, { householdId, memberId, kind, subjectId: id, facts: { channel: order.channel, lines: order.lines.length }, now })
  return status
}
