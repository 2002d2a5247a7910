import { notFound } from '@/lib/core/errors'
import { dayIn } from '@/lib/core/format-day'
import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/households/viewer'
import { getOwnBankSession } from './get-own-bank-session'
import { writeReminder, type ReminderWords } from './reminder'

/**
 * The calendar entry for the end of one of the viewer's own accesses.
 * @throws AppError `not_found` also for one that is over already
 */
export async function getReminder(
  viewer: Viewer,
  bankSessionId: string,
  { words, now }: { words: (bankName: string) => ReminderWords; now: Date },
): Promise<string> {
  if (!isUuid(bankSessionId)) throw notFound('bank session')
  const session = await asViewer(viewer, (db) => getOwnBankSession(db, viewer, bankSessionId))
  const { status, validUntil, supersededAt, aspspName } = session
  if (status !== 'authorized' || supersededAt || validUntil === null || validUntil <= now) throw notFound('live access')
  const url = new URL(`/banks/${bankSessionId}/renew`, env().appUrl).href
  return writeReminder({ id: bankSessionId, lastDay: dayIn(validUntil, viewer.timeZone), url, now }, words(aspspName))
}
