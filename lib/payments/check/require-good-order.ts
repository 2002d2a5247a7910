import type { PaymentCapability } from '@/lib/banking/payment-port'
import { AppError } from '@/lib/core/errors'
import { dayIn } from '@/lib/core/format-day'
import type { IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { matchesTemplate } from '@/lib/core/safe-regex'
import { canonicalOrder } from './canonical-order'
import { checkOrder } from './check-order'
import { fitOrder } from './fit-order'
import { openDebtorAccount } from '@/lib/payments/sources/get-source'
import type { PaymentOrder } from '@/lib/payments/order'
import type { PayableSource } from '@/lib/payments/sources/payment-source'
import { sentDay } from './sent-day'

/** What an order means today at the bank it goes to. */
export type GoodOrder = {
  /** In its one form (`canonicalOrder`). */
  readonly order: PaymentOrder
  /** Null: carried to the bank by hand. */
  readonly capability: PaymentCapability | null
  readonly amountMinor: bigint
  /** Past weekends and holidays; null: at once. */
  readonly executeOn: IsoDate | null
}

/**
 * Holds an order against what the bank says it takes from this account, as it says now.
 * @throws AppError `invalid_input` with a code for each field · `payment_unsupported` · `bank_unavailable`
 */
export async function requireGoodOrder(
  viewer: Viewer,
  { order: typed, source, now }: { readonly order: PaymentOrder; readonly source: PayableSource; readonly now: Date },
): Promise<GoodOrder> {
  const capability = typed.channel === 'bank' ? requireCapability(typed, source) : null
  const order = canonicalOrder(typed)
  const debtor = await asViewer(viewer, (db) => openDebtorAccount(db, viewer.householdId, order.accountId))
  const context = { capability, debtor, today: dayIn(now, viewer.timeZone), matchesPattern: matchesTemplate }
  const errors = checkOrder(fitOrder(order, capability), context)
  if (Object.keys(errors).length > 0) throw new AppError('invalid_input', 'order', errors)
  const amountMinor = order.lines.reduce((sum, line) => sum + parseMoney(line.amount, order.currency).minor, 0n)
  return { order, capability, amountMinor, executeOn: sentDay(order) }
}

function requireCapability(order: PaymentOrder, source: PayableSource): PaymentCapability {
  if (source.channel !== 'bank') {
    const isSilent = source.reasonNotBank === 'bank_not_answering'
    throw new AppError(isSilent ? 'bank_unavailable' : 'payment_unsupported', source.reasonNotBank ?? undefined)
  }
  const capability = source.capabilities.find(({ paymentType }) => paymentType === order.paymentType)
  if (!capability || order.psuType !== source.psuType) throw new AppError('payment_unsupported', 'the bank does not take it')
  return capability
}
