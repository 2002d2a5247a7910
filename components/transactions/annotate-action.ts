import type { ActionResult } from '@/lib/core/result'

export type AnnotationInput = { transactionId: string; name?: string | null; note?: string | null; category?: string | null }

/** The server action that keeps a person's own words for a row. */
export type AnnotateAction = (input: AnnotationInput) => Promise<ActionResult<null>>

export type CategorisedRow = { transactionId: string; category: string | null }

/** The server action that categorises several rows; answers what their own categories were before. */
export type CategorizeAction = (input: { rows: CategorisedRow[] }) => Promise<ActionResult<readonly CategorisedRow[]>>
