import { newId } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import { listMembers } from '@/lib/households/members'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { indexAccount } from '@/lib/payments/account-index'
import { checkPaymentRules } from '@/lib/payments/rules/check-payment-rules'
import { explainPayees } from '@/lib/payments/payees/explain-payee'
import { getPaymentSource } from '@/lib/payments/sources/get-source'
import { findLikelyDuplicate } from '@/lib/payments/payees/likely-duplicate'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import type { PaymentPreview } from './payment-preview'
import { requireGoodOrder, type GoodOrder } from '@/lib/payments/check/require-good-order'

/**
 * What an order would meet if it were submitted now, for the page that asks "is this right?". Nothing is stored and no bank is asked.
 * @throws AppError those of `submitPayment`, but for the proof
 */
export async function previewPayment(viewer: Viewer, order: PaymentOrder, now: Date): Promise<PaymentPreview> {
  const source = await getPaymentSource(viewer, order.accountId)
  const good = await requireGoodOrder(viewer, { order, source, now })
  const [needsApproval, duplicate, payees] = await Promise.all([
    askRules(viewer, good, now),
    findLikelyDuplicate(viewer, good.order, now),
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

async function askRules(viewer: Viewer, { order, amountMinor }: GoodOrder, now: Date): Promise<boolean> {
  return asViewer(viewer, async (db) => {
    const vault = await openVault(db, viewer.householdId)
    const lines = order.lines.map(({ account }) => ({ creditorIndex: indexAccount(vault, account) }))
    const ruled = { paymentId: newId(now), channel: order.channel, amountMinor, currency: order.currency, lines }
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
  return members.filter(({ isYou, role }) => !isYou && mayDo({ role }, 'pay')).map(({ name }) => name)
}
