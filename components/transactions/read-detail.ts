import type { TransactionDto } from '@/lib/accounts/transaction'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'

/** @throws Error when the row cannot be shown */
export async function readDetail(id: string, signal: AbortSignal): Promise<TransactionDetailDto> {
  return (await read(`/api/transactions/${encodeURIComponent(id)}`, signal)) as TransactionDetailDto
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
