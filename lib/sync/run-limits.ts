import { PAGES_MAX } from './read/fetch-pages'
import type { RunLimits, SyncTrigger } from './sync-input'

const MINUTE_MS = 60_000

/**
 * The first reading takes all it can get, because many banks give old days for an hour and never again; later ones leave
 * room for others and go on where they stopped.
 */
const LIMITS: Record<SyncTrigger, { pagesPerList: number; minutes: number }> = {
  first: { pagesPerList: PAGES_MAX, minutes: 50 },
  interactive: { pagesPerList: 500, minutes: 10 },
  scheduled: { pagesPerList: 300, minutes: 15 },
}

export function limitsOf(trigger: SyncTrigger, startedAt: Date): RunLimits {
  const { pagesPerList, minutes } = LIMITS[trigger]
  return { pagesPerList, until: new Date(startedAt.getTime() + minutes * MINUTE_MS) }
}
