import type { StartPaymentInput } from '@/lib/banking/payment-port'
import { connectorFor } from '@/lib/bank-sessions/connector-for'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { readStepUp } from '@/lib/households/step-up'
import { newSecret } from '@/lib/vault/secret'
import { openVault, type Vault } from '@/lib/vault/vault'
import { indexAccount } from '@/lib/payments/account-index'
import type { BeginRequest, BegunAttempt, PreparedAttempt } from './begun-attempt'
import { bindState } from './bind-state'
import { checkPaymentRules } from '@/lib/payments/rules/check-payment-rules'
import { chooseReturn, type PaymentReturn } from './choose-return'
import { getPaymentSource, openDebtorAccount } from '@/lib/payments/sources/get-source'
import { fieldOf, isStandingStill, markLost } from './settle-attempt'
import { lockOwnPayment, type LockedPayment } from '@/lib/payments/lock-payment'
import { openBankPage, showPage } from './open-bank-page'
import { readOwnOrder } from './read-own-order'
import { requireCredentials } from './require-credentials'
import type { PayingActor } from '@/lib/payments/paying-actor'
import type { PayableSource } from '@/lib/payments/sources/payment-source'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { requireGoodOrder, type GoodOrder } from '@/lib/payments/check/require-good-order'
import { endToEndId, hashOrder } from '@/lib/payments/seal-order'
import { toPaymentRequest } from './to-payment-request'
import { webhookUrl } from '@/lib/payments/following/webhook-url'

type Sendable = { readonly source: PayableSource; readonly good: GoodOrder; readonly returns: PaymentReturn }

/** Commits an attempt of a payment that may be sent, or answers how it stands with it. */
export async function prepareAttempt(
  actor: PayingActor,
  paymentId: string,
  request: BeginRequest,
): Promise<PreparedAttempt | BegunAttempt> {
  // Read before the lock, because the bank's list may have to be asked for; checked again under it.
  const { order, status } = await readOwnOrder(actor, paymentId)
  if (order.channel !== 'bank') throw new AppError('payment_unsupported', 'carried to the bank by hand')
  if (status === 'waiting' || status === 'accepted') return { kind: 'page', ...(await openBankPage(actor, paymentId, request)) }
  const source = await getPaymentSource(actor, order.accountId)
  const good = await requireGoodOrder(actor, { order, source, now: request.now })
  const returns = await chooseReturn(actor, source.bankAppId)
  return asViewer(actor, (db) => prepare(db, actor, { paymentId, request, sendable: { source, good, returns } }))
}

type Preparation = { readonly paymentId: string; readonly request: BeginRequest; readonly sendable: Sendable }

async function prepare(db: Db, actor: PayingActor, { paymentId, request, sendable }: Preparation): Promise<PreparedAttempt | BegunAttempt> {
  const { householdId, memberId } = actor
  const { now } = request
  const payment = await lockOwnPayment(db, { householdId, memberId, paymentId })
  if (!(await readStepUp(db, actor, now)).isFresh) throw new AppError('step_up_needed')
  if (payment.status === 'waiting' || payment.status === 'accepted')
    return { kind: 'page', ...(await showPage(db, actor, { payment, now })) }
  const vault = await openVault(db, householdId)
  const freed = await freeForNext(db, payment, now)
  if (freed !== 'free') return { kind: freed }
  if (payment.attempts.length !== request.attemptsSeen) return cameOf(payment)
  // What goes to the bank is what was submitted and approved, to the letter.
  if (hashOrder(vault, sendable.good.order) !== payment.orderHash) throw new AppError('payment_changed')
  if (!(await isAllowed(db, actor, { payment, vault, sendable, now }))) return hold(db, payment, now)
  const credentials = requireCredentials(sendable, request.credentials ?? null)
  return insertAttempt(db, actor, { payment, vault, sendable, request: { ...request, credentials } })
}

/**
 * A payment is sent when nothing of an earlier attempt can come true any more: each was refused, or lost with nobody ever having its
 * page. One whose number at the bank is known is asked about instead.
 */
async function freeForNext(db: Db, payment: LockedPayment, now: Date): Promise<'free' | 'in_progress' | 'unusable'> {
  const { status, attempts } = payment
  if (payment.isFinal || !['ready', 'starting', 'unknown'].includes(status)) throw new AppError('conflict', `a payment that is ${status}`)
  if (payment.isAnyBooked) throw new AppError('conflict', 'a payment whose debit was found')
  if (attempts.some(({ state, sealedHandle }) => state === 'lost' && sealedHandle !== null)) return 'unusable'
  const asking = attempts.find(({ state }) => state === 'prepared')
  if (asking && !isStandingStill(asking, now)) return 'in_progress'
  if (asking) await markLost(db, payment, { attemptId: asking.id, errorKind: null, bankCode: null, now })
  return 'free'
}

/** What came of the last attempt, once more: for a request that comes late or twice, made before that attempt was. */
function cameOf({ attempts }: LockedPayment): BegunAttempt {
  const last = attempts.at(-1)
  if (!last) throw new AppError('conflict', 'a payment without the attempts that were seen')
  if (last.state !== 'refused') return { kind: 'lost' }
  const { errorKind, bankCode } = last
  return { kind: 'refused', errorKind: errorKind ?? 'rejected', bankCode, field: fieldOf(errorKind), attempts: attempts.length }
}

type Rulable = { readonly payment: LockedPayment; readonly vault: Vault; readonly sendable: Sendable; readonly now: Date }

/** Rules may have changed since it was submitted, and today's limit may be used up by now. */
async function isAllowed(db: Db, actor: PayingActor, { payment, vault, sendable, now }: Rulable): Promise<boolean> {
  const { householdId, id: paymentId, orderHash, memberId } = payment
  const { amountMinor } = sendable.good
  const lines = sendable.good.order.lines.map(({ account }) => ({ creditorIndex: indexAccount(vault, account) }))
  const ruled = { paymentId, channel: sendable.good.order.channel, amountMinor, currency: payment.currency, lines }
  const { needsApproval } = await checkPaymentRules(db, actor, ruled, now)
  if (!needsApproval) return true
  const where = { householdId, paymentId, orderHash, decision: 'approved', memberId: { not: memberId } }
  return (await db.paymentApproval.count({ where })) > 0
}

async function hold(db: Db, payment: LockedPayment, now: Date): Promise<BegunAttempt> {
  const { householdId, id, memberId } = payment
  await db.payment.update({ where: { householdId_id: { householdId, id } }, data: { status: 'held' } })
  await recordPaymentEvent(db, { householdId, paymentId: id, kind: 'held', memberId: null, now })
  await recordAudit(db, { householdId, memberId, kind: 'payment_held', subjectId: id, now })
  return { kind: 'held' }
}

type Insertion = { readonly payment: LockedPayment; readonly vault: Vault; readonly sendable: Sendable; readonly request: BeginRequest }

async function insertAttempt(db: Db, actor: PayingActor, { payment, vault, sendable, request }: Insertion): Promise<PreparedAttempt> {
  const { householdId, memberId } = actor
  const { source, good } = sendable
  const { now } = request
  const connector = await connectorFor(db, { householdId, memberId }, source.bankAppId)
  if (!connector.payments) throw new AppError('payment_unsupported', 'the bank interface takes no payments')
  const [attemptId, state, number] = [newId(now), newSecret(), payment.attempts.length + 1]
  await db.paymentAttempt.create({ data: { householdId, id: attemptId, paymentId: payment.id, number, startedAt: now } })
  await bindState(db, actor, { paymentAttemptId: attemptId, state, aspsp: source.aspsp, purpose: sendable.returns.purpose, now })
  const { connectorId, bankAppId } = source
  await db.payment.update({
    where: { householdId_id: { householdId, id: payment.id } },
    data: { status: 'starting', connectorId, bankAppId, executeOn: good.executeOn && new Date(good.executeOn), submittedAt: now },
  })
  await recordPaymentEvent(db, { householdId, paymentId: payment.id, kind: 'attempt_prepared', memberId, facts: { number }, now })
  const input = await toStartInput(db, actor, { payment, vault, sendable, request, state })
  await recordAudit(db, { householdId, memberId, kind: 'payment_attempted', subjectId: payment.id, facts: { number }, now })
  const attempt = { householdId, memberId, paymentId: payment.id, attemptId, number }
  return { kind: 'prepared', ...attempt, connector, payments: connector.payments, input }
}

async function toStartInput(
  db: Db,
  actor: PayingActor,
  { payment, vault, sendable, request, state }: Insertion & { readonly state: string },
): Promise<StartPaymentInput> {
  const { good, source } = sendable
  const { order } = good
  const { householdId, id, accountId, lineCount } = payment
  const account = await db.account.findUniqueOrThrow({
    where: { householdId_id: { householdId, id: accountId } },
    select: { holderName: true, currency: true },
  })
  const debtor = { name: account.holderName, account: await openDebtorAccount(db, householdId, accountId), currency: account.currency }
  const endToEndIds = Array.from({ length: lineCount }, (_, position) => endToEndId(vault, id, position))
  return {
    aspsp: source.aspsp,
    request: toPaymentRequest(order, { capability: good.capability!, executeOn: good.executeOn, debtor, endToEndIds }),
    authMethod: order.authMethod,
    credentials: request.credentials ?? null,
    state,
    redirectUrl: sendable.returns.url,
    webhookUrl: webhookUrl(),
    language: actor.locale.slice(0, 2).toLowerCase(),
    psuId: vault.blindIndex('psu-id', actor.memberId),
    psuContext: request.psuContext,
  }
}
