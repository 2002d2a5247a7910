import { AppError, notFound } from '@/lib/core/errors'
import { findIban } from '@/lib/core/iban'
import { isUuid } from '@/lib/core/id'
import { utcDay } from '@/lib/core/iso-date'
import { formatDecimal, money, parseMoney } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { asViewer, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { copySheet } from './copy-sheet'
import type { ByHandPayment } from './by-hand-payment'
import { epcQrText } from './epc-qr'
import { pain001, type Pain001Version } from './pain-001'
import { fitOrder } from '@/lib/payments/check/fit-order'
import { openDebtorAccount } from '@/lib/payments/sources/get-source'
import type { PaymentStatus } from '@/lib/payments/payment-status'
import { endToEndId, openOrder } from '@/lib/payments/seal-order'
import { sentDay } from '@/lib/payments/check/sent-day'

/**
 * What is still to be paid of it: a payee whose debit is known is left out, whatever the payment's status says.
 * @throws AppError `not_found`, also for somebody else's and for one that goes through the bank
 */
export async function readByHand(viewer: Viewer, paymentId: string): Promise<ByHandPayment> {
  const { payment, order, file, paid } = await asViewer(viewer, (db) => openByHand(db, viewer, paymentId))
  const currency = parseCurrency(order.currency)
  const open = order.lines.filter((_, position) => !paid.has(position))
  const minor = open.reduce((sum, line) => sum + parseMoney(line.amount, currency).minor, 0n)
  const amount = { amount: formatDecimal(money(minor, currency)), currency: order.currency }
  const sheet = copySheet({ ...order, lines: open })
  const payees = open.map((line, at) => {
    const qr = epcQrText(line, order.currency)
    return { name: line.name, amount: line.amount, qr: qr.ok ? qr.text : null, fields: sheet[at] ?? [] }
  })
  const hasFile = paid.size === 0 && file('001.001.09') !== null
  const { id, status, aspspName: bankName } = payment
  return { id, status: status as PaymentStatus, bankName, amount, currency: order.currency, payees, paidCount: paid.size, hasFile }
}

/**
 * The same as a pain.001 file; the same bytes each time. Only while it waits to be carried to the bank: a file of an order that nobody
 * approved goes past the second person, and one that was uploaded already is paid again. Nor once a debit of any of its lines is known:
 * then the bank may have the file, and one of the other lines alone would be other bytes, which no check for duplicates catches.
 * @throws AppError `not_found`, also where the order cannot be such a file; `conflict` when it is not to be paid now
 */
export async function readByHandFile(viewer: Viewer, paymentId: string, version: Pain001Version): Promise<string> {
  const { file, payment, paid } = await asViewer(viewer, (db) => openByHand(db, viewer, paymentId))
  if (payment.status !== 'ready' || payment.bookedAt !== null) throw new AppError('conflict', `the payment is ${payment.status}`)
  if (paid.size > 0) throw new AppError('conflict', 'the debit of a line is known')
  const xml = file(version)
  if (xml === null) throw notFound('file')
  return xml
}

async function openByHand(db: Db, { householdId, memberId, name }: Viewer, paymentId: string) {
  const payment = isUuid(paymentId) ? await db.payment.findUnique({ where: { householdId_id: { householdId, id: paymentId } } }) : null
  if (!payment || payment.memberId !== memberId || payment.channel !== 'by_hand') throw notFound('payment')
  const vault = await openVault(db, householdId)
  const order = fitOrder(openOrder(vault, payment), null)
  const debtor = await openDebtorAccount(db, householdId, payment.accountId)
  const iban = debtor?.scheme === 'IBAN' ? findIban(debtor.identification) : null
  const file = (version: Pain001Version): string | null => {
    if (iban === null) return null
    const made = pain001({
      ...{ order, version, paymentId, createdAt: payment.createdAt, debtor: { name, iban, bic: null } },
      executeOn: sentDay(order) ?? utcDay(payment.createdAt),
      endToEndIds: order.lines.map((_, position) => endToEndId(vault, paymentId, position)),
    })
    return made.ok ? made.xml : null
  }
  return { payment, order, file, paid: await listPaid(db, payment, order.lines.length) }
}

/** The positions whose debit is known. One debit may stand for all of them. */
async function listPaid(db: Db, { householdId, id }: { householdId: string; id: string }, lineCount: number): Promise<Set<number>> {
  const bookings = await db.paymentBooking.findMany({ where: { householdId, paymentId: id }, select: { position: true } })
  const isAll = bookings.some(({ position }) => position === null)
  return new Set(isAll ? Array.from({ length: lineCount }, (_, at) => at) : bookings.flatMap(({ position }) => position ?? []))
}
