import { useQuery } from '@tanstack/react-query'
import type { AspspDetails } from '@/lib/bank-sessions/aspsp-details'
import { indexAspsps, type AspspIndex, type AspspItem } from '@/lib/bank-sessions/search-aspsps'
import { APP_ERROR_CODES, type AppErrorCode } from '@/lib/core/errors'

export type BankKey = { readonly source: string; readonly country: string }

/** A read that was refused, with the code the route answered. */
export class ReadError extends Error {
  constructor(readonly code: AppErrorCode) {
    super(code)
  }
}

/** The banks of a country, made ready for searching once. */
export function useBanks({ source, country }: BankKey) {
  return useQuery<AspspIndex, ReadError>({
    queryKey: ['aspsps', source, country],
    queryFn: async ({ signal }) => {
      const { aspsps } = await readJson<{ aspsps: AspspItem[] }>('/api/aspsps', { source, country }, signal)
      return indexAspsps(aspsps)
    },
  })
}

/** What is asked about one bank; nothing while none is chosen. */
export function useBankDetails({ source, country }: BankKey, name: string | null) {
  return useQuery<AspspDetails, ReadError>({
    queryKey: ['aspsp', source, country, name],
    enabled: name !== null,
    queryFn: ({ signal }) => readJson<AspspDetails>('/api/aspsps/details', { source, country, name: name ?? '' }, signal),
  })
}

/** @throws ReadError */
export async function readJson<T>(path: string, query: Record<string, string>, signal: AbortSignal): Promise<T> {
  const response = await fetch(`${path}?${new URLSearchParams(query)}`, { signal, headers: { accept: 'application/json' } })
  if (response.ok) return (await response.json()) as T
  const body = (await response.json().catch(() => null)) as { error?: { code?: unknown } } | null
  throw new ReadError(APP_ERROR_CODES.find((code) => code === body?.error?.code) ?? 'unavailable')
}
