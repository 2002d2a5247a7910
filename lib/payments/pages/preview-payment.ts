import { asViewer } from '@/lib/db'
import { listMembers } from '@/lib/households/members'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { indexAccount } from '@/lib/payments/account-index'
import { checkPaymentRules } from '@/lib/payments/rules/check-payment-rules'
import { explainPayees } from '@/lib/payments/payees/explain-payee'
import { getPaymentSource } from '@/lib/payments/sources/get-source'
import { findLikelyDuplicate } from '@/lib/payments/payees/likely-duplicate'
import type { OrderLine, PaymentSubmission } from '@/lib/payments/order'
import { requireReplaceable } from '@/lib/payments/withdraw-payment'
import type { OwnIntent } from './payment-row'
import type { PaymentPreview } from './payment-preview'
import { requireGoodOrder, type GoodOrder } from '@/lib/payments/check/require-good-order'

/**
 * What an order would meet if it were submitted now, for the page that asks "is this right?". Nothing is stored and no bank is asked.
 * @throws AppError those of `submitPayment`, but for the proof
 */
export async function previewPayment(viewer: Viewer, submission: PaymentSubmission, now: Date): Promise<PaymentPreview> {
  const { id, order, replaces = null } = submission
  const intent = { id, replaces }
  const source = await getPaymentSource(viewer, order.accountId)
  const good = await requireGoodOrder(viewer, { order, source, now })
  const [needsApproval, duplicate, payees] = await Promise.all([
    askRules(viewer, { good, intent }, now),
    findLikelyDuplicate(viewer, { order: good.order, intent }, now),
    explainLines(viewer, good.order.lines, now),
  ])
  return {
    approvers: needsApproval ? await listApprovers(viewer) : null,
    duplicate: duplicate && {
      paymentId: duplicate.paymentId,
      transactionId: duplicate.transactionId,
      daysAgo: Math.max(0, duplicate.daysAgo),
    },
    payees,
  }
}

type Asked = { readonly good: GoodOrder; readonly intent: OwnIntent }

async function askRules(viewer: Viewer, { good: { order, amountMinor }, intent }: Asked, now: Date): Promise<boolean> {
  const { id, replaces } = intent
  return asViewer(viewer, async (db) => {
    if (replaces !== null) await requireReplaceable(db, viewer, { paymentId: replaces, replacedBy: id })
    const vault = await openVault(db, viewer.householdId)
    const lines = order.lines.map(({ account }) => ({ creditorIndex: indexAccount(vault, account) }))
    const ruled = { paymentId: id, replaces, channel: order.channel, amountMinor, currency: order.currency, lines }
    return (await checkPaymentRules(db, viewer, ruled, now)).needsApproval
  })
}

async function explainLines(viewer: Viewer, lines: readonly OrderLine[], now: Date): Promise<PaymentPreview['payees']> {
  const explained = await explainPayees(viewer, lines, now)
  return explained.map(({ paidBefore, changedSince, sameNameOtherAccount }) => ({
    isFirst: paidBefore === null,
    hasChanged: changedSince !== null || sameNameOtherAccount !== null,
  }))
}

async function listApprovers(viewer: Viewer): Promise<string[]> {
  const members = await listMembers(viewer)
  return members.filter(({ isYou, isDemo, role }) => !isYou && !isDemo && mayDo({ role }, 'pay')).map(({ name }) => name)
}
