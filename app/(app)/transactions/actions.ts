'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { annotateTransaction, NAME_LENGTH_MAX, NOTE_LENGTH_MAX } from '@/lib/accounts/annotate-transaction'
import { CATEGORISED_MAX, categorizeTransactions } from '@/lib/accounts/categorize-transactions'
import { answerReview } from '@/lib/accounts/decisions/answer-review'
import { mergeRows } from '@/lib/accounts/decisions/merge-rows'
import { splitEvidence } from '@/lib/accounts/decisions/split-evidence'
import { splitRow } from '@/lib/accounts/decisions/split-row'
import { undoDecision } from '@/lib/accounts/decisions/undo-decision'
import { authedAction } from '@/lib/action'

const category = z.string().regex(/^[a-z_]{1,40}$/)

const annotation = z.object({
  transactionId: z.uuid(),
  name: z.string().max(NAME_LENGTH_MAX).nullish(),
  note: z.string().max(NOTE_LENGTH_MAX).nullish(),
  category: category.nullish(),
})

export const annotate = authedAction(annotation, { permission: 'edit' }, async (viewer, { transactionId, ...words }) => {
  await annotateTransaction(viewer, transactionId, words)
  revalidatePath('/')
  return null
})

const categorised = z.object({
  rows: z
    .array(z.object({ transactionId: z.uuid(), category: category.nullable() }))
    .min(1)
    .max(CATEGORISED_MAX),
})

/** Answers the rows with their categories before: sent again, it is undone. */
export const categorize = authedAction(categorised, { permission: 'edit' }, async (viewer, { rows }) => {
  const before = await categorizeTransactions(viewer, rows)
  revalidatePath('/', 'layout')
  return before
})

const pair = z.object({ transactionId: z.uuid(), otherId: z.uuid() })

export const merge = authedAction(pair, { permission: 'edit' }, async (viewer, input) => {
  const decided = await mergeRows(viewer, { ...input, now: new Date() })
  revalidatePath('/', 'layout')
  return decided
})

export const split = authedAction(pair, { permission: 'edit' }, async (viewer, input) => {
  const decided = await splitRow(viewer, { ...input, now: new Date() })
  revalidatePath('/', 'layout')
  return decided
})

const piece = z.object({ transactionId: z.uuid(), evidence: z.string().max(60) })

export const splitOffEvidence = authedAction(piece, { permission: 'edit' }, async (viewer, input) => {
  const decided = await splitEvidence(viewer, { ...input, now: new Date() })
  revalidatePath('/', 'layout')
  return decided
})

const reviewAnswer = z.object({ transactionId: z.uuid(), sameAs: z.uuid().nullable() })

export const answer = authedAction(reviewAnswer, { permission: 'edit' }, async (viewer, input) => {
  const decided = await answerReview(viewer, { ...input, now: new Date() })
  revalidatePath('/', 'layout')
  return decided
})

export const undo = authedAction(z.object({ decisionId: z.uuid() }), { permission: 'edit' }, async (viewer, { decisionId }) => {
  await undoDecision(viewer, { decisionId, now: new Date() })
  revalidatePath('/', 'layout')
  return null
})
