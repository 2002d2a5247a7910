import type { StartInput } from '@/lib/bank-sessions/start-input'
import type { ActionResult } from '@/lib/core/result'

/** The action that answers the bank's page to go to. */
export type StartBank = (input: StartInput) => Promise<ActionResult<{ url: string; host: string }>>
