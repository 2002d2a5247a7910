import type { TransactionDto } from '@/lib/accounts/transaction'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'

/** A row with the payment it is the debit of, when that was made here. */
export type RowDetail = TransactionDetailDto & { readonly paymentId: string | null }

/** @throws Error when the row cannot be shown */
export async function readDetail(id: string, signal: AbortSignal): Promise<RowDetail> {
  return (await read(`/api/transactions/${encodeURIComponent(id)}`, signal)) as RowDetail
}

/** Rows of the same account that may be the same as this one. */
export async function readNearRows(id: string, signal: AbortSignal): Promise<readonly TransactionDto[]> {
  const { rows } = (await read(`/api/transactions/${encodeURIComponent(id)}/near`, signal)) as { rows: readonly TransactionDto[] }
  return rows
}

async function read(address: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(address, { signal })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return answer.json()
}
