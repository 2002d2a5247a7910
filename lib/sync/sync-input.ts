import type { connectorFor as ConnectorFor } from '@/lib/bank-sessions/connector-for'
import type { PsuContext } from '@/lib/banking/port'

export type SyncTrigger = 'first' | 'interactive' | 'scheduled'

export type SyncInput = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly trigger: SyncTrigger
  readonly now: () => Date
  /** The real person waiting, if there is one. */
  readonly psuContext?: PsuContext | null
  /** Another way to the bank, for tests. */
  readonly connectorFor?: typeof ConnectorFor
}
