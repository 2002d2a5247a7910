import type { PaymentReport } from '@/lib/banking/payment-port'
import type { Db } from '@/lib/db'
import type { PaymentStatus } from './payment-status'
import { nextStatus } from './status'

export type LineReport = PaymentReport['instructions'][number]

type Bulk = {
  readonly householdId: string
  readonly id: string
  readonly lineCount: number
  readonly finalSuccessfulStatuses: readonly string[]
}

/** What the bank says of each line: its own number of it and, where it differs, how it stands. Never goes back either. */
export async function storeLines(db: Db, payment: Bulk, reports: readonly LineReport[]): Promise<void> {
  if (reports.length === 0) return
  const { householdId, id: paymentId, lineCount } = payment
  const lines = await db.paymentLine.findMany({ where: { householdId, paymentId }, orderBy: { position: 'asc' } })
  for (const [at, line] of lines.entries()) {
    const report = findReport(reports, { endToEndId: line.endToEndId, at, lineCount })
    if (!report) continue
    const bankStatus = report.bankStatus ?? line.bankStatus
    const status = bankStatus === null ? line.status : lineStatus(line.status, bankStatus, payment)
    const bankTransactionId = report.bankTransactionId ?? line.bankTransactionId
    if (status === line.status && bankStatus === line.bankStatus && bankTransactionId === line.bankTransactionId) continue
    const where = { householdId_paymentId_position: { householdId, paymentId, position: line.position } }
    await db.paymentLine.update({ where, data: { status, bankStatus, bankTransactionId } })
  }
}

/** By the id that travels with the money; by the order of the lines from a bank that does not repeat it. */
function findReport(
  reports: readonly LineReport[],
  { endToEndId, at, lineCount }: { endToEndId: string; at: number; lineCount: number },
): LineReport | null {
  const named = reports.find((report) => report.endToEndId === endToEndId)
  if (named) return named
  const isNameless = reports.length === lineCount && reports.every((report) => report.endToEndId === null)
  return isNameless ? (reports[at] ?? null) : null
}

/** A line has no final word of its own; null until its first. */
function lineStatus(present: string | null, bankStatus: string, { finalSuccessfulStatuses }: Bulk): PaymentStatus | null {
  const from = (present ?? 'ready') as PaymentStatus
  const { status } = nextStatus({ status: from, isFinal: false }, { bankStatus, isFinal: false }, finalSuccessfulStatuses)
  return present === null && status === 'ready' ? null : status
}
