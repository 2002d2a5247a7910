import { keepAccounts } from '@/lib/accounts/keep-accounts'
import type { PsuContext } from '@/lib/banking/port'
import { AppError } from '@/lib/core/errors'
import { asSystem } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { ChooseInput } from './choose-input'
import { getOwnBankSession } from './get-own-bank-session'
import { queueSync } from './queue-sync'

/**
 * Keeps the accounts the viewer ticked, shares them as chosen, and queues their first reading in the same transaction.
 * Accounts of the access that are not named stay as they are. Answers how many are kept.
 * @throws AppError `not_found` for an access or account that is not the viewer's, `conflict` when the access is over
 */
export async function chooseAccounts(
  viewer: Viewer,
  input: ChooseInput,
  { psuContext, now }: { psuContext: PsuContext | null; now: Date },
): Promise<{ kept: number }> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  const { householdId, memberId } = viewer
  const { bankSessionId, accounts } = input
  // As the system: an account the viewer left to its other holders is offered again, but is not theirs to see until they keep it.
  return asSystem(householdId, async (db) => {
    const session = await getOwnBankSession(db, viewer, bankSessionId)
    if (session.status !== 'authorized') throw new AppError('conflict', `the access is ${session.status}`)
    const feeds = await db.accountFeed.findMany({ where: { householdId, bankSessionId }, select: { accountId: true } })
    const offered = new Set(feeds.map(({ accountId }) => accountId))
    const named = new Set(accounts.map(({ accountId }) => accountId))
    if (named.size !== accounts.length || accounts.some(({ accountId }) => !offered.has(accountId))) throw new AppError('not_found')
    await keepAccounts(db, { householdId, memberId, bankSessionId }, accounts)
    const kept = accounts.filter(({ keep }) => keep)
    if (kept.length > 0) await queueSync(db, { householdId, bankSessionId, trigger: 'first', psuContext, now })
    const facts = {
      kept: kept.length,
      declined: accounts.length - kept.length,
      shared: kept.filter(({ share }) => share !== 'none').length,
    }
    await recordAudit(db, { householdId, memberId, kind: 'accounts_chosen', subjectId: bankSessionId, facts })
    return { kept: kept.length }
  })
}
