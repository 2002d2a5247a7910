import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { recordAudit } from './audit'
import { mayDo, type Viewer } from './viewer'

/** Between a week and thirteen months; the database holds the same bounds. */
export const ANSWER_DAYS_MIN = 7
export const ANSWER_DAYS_MAX = 400

/** For how many days the household keeps the answers of banks as they came. */
export function getAnswerDays(viewer: Viewer): Promise<number> {
  return asViewer(viewer, async (db) => {
    const { rawPageDays } = await db.household.findUniqueOrThrow({ where: { id: viewer.householdId }, select: { rawPageDays: true } })
    return rawPageDays
  })
}

/** Takes effect with the next daily clearing. @throws AppError `not_allowed` for all but owners */
export async function setAnswerDays(viewer: Viewer, days: number): Promise<void> {
  if (!mayDo(viewer, 'manage_household')) throw new AppError('not_allowed')
  await asViewer(viewer, async (db) => {
    await db.household.update({ where: { id: viewer.householdId }, data: { rawPageDays: days } })
    await recordAudit(db, { ...viewer, kind: 'retention_changed', facts: { days } })
  })
}
