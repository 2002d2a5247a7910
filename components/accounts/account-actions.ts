import type { ActionResult } from '@/lib/core/result'

type Answer = Promise<ActionResult<null>>

/** What a page hands to the account's controls: its server actions. */
export type AccountActions = {
  readonly rename: (input: { accountId: string; name: string }) => Answer
  readonly archive: (input: { accountId: string; archived: boolean }) => Answer
  readonly pin: (input: { accountId: string; type: string | null }) => Answer
  readonly share: (input: { accountId: string; share: 'none' | 'view' | 'annotate' | 'full' }) => Answer
  readonly include: (input: { accountId: string; include: boolean }) => Answer
  readonly countUnshared: (input: { accountId: string; include: boolean }) => Answer
}
