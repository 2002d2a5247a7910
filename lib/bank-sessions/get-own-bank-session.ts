import { notFound } from '@/lib/core/errors'
import type { Db, DbViewer } from '@/lib/db'

/** An access the viewer connected themselves. @throws AppError `not_found` also when it is another member's */
export async function getOwnBankSession(db: Db, viewer: DbViewer, bankSessionId: string) {
  const { householdId, memberId } = viewer
  const session = await db.bankSession.findFirst({ where: { householdId, id: bankSessionId, memberId } })
  if (!session) throw notFound('bank session')
  return session
}
