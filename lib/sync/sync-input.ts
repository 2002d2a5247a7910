import type { connectorFor as ConnectorFor } from '@/lib/bank-sessions/connector-for'
import type { PsuContext } from '@/lib/banking/port'

export type SyncTrigger = 'first' | 'interactive' | 'scheduled'

/** What one run may take before it leaves the rest to the next one. */
export type RunLimits = {
  /** Of one list, where the days read so far are known to be whole; `PAGES_MAX` holds for every list. */
  readonly pagesPerList: number
  /** From then on no list is read beyond the page at hand. */
  readonly until: Date
}

export type SyncInput = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly trigger: SyncTrigger
  readonly now: () => Date
  /** The real person waiting, if there is one. */
  readonly psuContext?: PsuContext | null
  /** Other limits than those of the trigger, for tests. */
  readonly limits?: RunLimits
  /** Another way to the bank, for tests. */
  readonly connectorFor?: typeof ConnectorFor
}
