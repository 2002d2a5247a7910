import type { ActionResult } from '@/lib/core/result'

/** What a decision about rows came to. */
export type DecidedDto = { readonly decisionId: string; readonly keptId: string }

/** The server actions by which a person says which rows are one and which are two. */
export type DecideActions = {
  readonly merge: (input: { transactionId: string; otherId: string }) => Promise<ActionResult<DecidedDto>>
  readonly split: (input: { transactionId: string; otherId: string }) => Promise<ActionResult<DecidedDto>>
  readonly splitEvidence: (input: { transactionId: string; evidence: string }) => Promise<ActionResult<DecidedDto>>
  readonly undo: (input: { decisionId: string }) => Promise<ActionResult<null>>
}

/** The answer to a question of the review list: the same as one other row, or (null) all are right. */
export type AnswerAction = (input: { transactionId: string; sameAs: string | null }) => Promise<ActionResult<DecidedDto>>
