import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { SyncProgress } from '@/lib/sync/progress-dto'
import { readJson, type ReadError } from './queries'

const EVERY_MS = 1_000

/** How a reading stands, asked every second until it is done; then the pages behind are told that numbers changed. */
export function useSyncProgress(bankSessionId: string, after: number) {
  const router = useRouter()
  const query = useQuery<SyncProgress, ReadError>({
    queryKey: ['sync', bankSessionId, after],
    queryFn: async ({ signal }) => ofThisWish(await readJson<SyncProgress>(`/api/sync/${bankSessionId}`, {}, signal), after),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : EVERY_MS),
    refetchIntervalInBackground: false,
  })
  const isDone = query.data?.state === 'done'
  useEffect(() => {
    if (isDone) router.refresh()
  }, [isDone, router])
  return { progress: query.data ?? null, isLost: query.isError }
}

/** A finished reading from before the wish says nothing about the one that is queued. */
function ofThisWish(progress: SyncProgress, after: number): SyncProgress {
  const isOlder = progress.startedAt !== null && Date.parse(progress.startedAt) < after
  if (!isOlder || progress.state !== 'done') return progress
  const accounts = progress.accounts.map((account) => ({
    ...account,
    phase: 'waiting' as const,
    fetched: 0,
    earliestDay: null,
    error: null,
  }))
  return { ...progress, state: 'waiting', outcome: null, errorKind: null, accounts, doneCount: 0 }
}
