import { AppError } from '@/lib/core/errors'
import { cleanLine } from '@/lib/core/text'
import { asViewer, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { recountBalance } from './balances-store'

const NAME_LENGTH_MAX = 80

/** Gives an account the household's own name; empty for the bank's. */
export async function renameAccount(viewer: Viewer, { accountId, name }: { accountId: string; name: string }): Promise<void> {
  await edit(viewer, accountId, async (db, where) => {
    const { bankName } = await db.account.findUniqueOrThrow({ where, select: { bankName: true } })
    const wished = cleanLine(name, NAME_LENGTH_MAX)
    await db.account.update({ where, data: { customName: wished === bankName ? null : wished } })
  })
}

/** Takes an account out of lists and totals, or back in; nothing of it is lost. */
export async function archiveAccount(
  viewer: Viewer,
  { accountId, archived }: { accountId: string; archived: boolean },
  now = new Date(),
): Promise<void> {
  await edit(viewer, accountId, async (db, where) => {
    await db.account.update({ where, data: { archivedAt: archived ? now : null } })
  })
}

/**
 * Chooses which of the bank's balances counts; null leaves it to the rule (what is booked, before what is available).
 * @throws AppError invalid_input when the bank never sent that type
 */
export async function pinBalance(viewer: Viewer, { accountId, type }: { accountId: string; type: string | null }): Promise<void> {
  await edit(viewer, accountId, async (db, where) => {
    const { householdId } = viewer
    if (type !== null && (await db.balance.count({ where: { householdId, accountId, type } })) === 0) throw new AppError('invalid_input')
    await db.account.update({ where, data: { pinnedBalanceType: type } })
    await recountBalance(db, { householdId, accountId })
  })
}

type Where = { householdId_id: { householdId: string; id: string } }

/** Names, archive and the balance that counts are everybody's view of the account, so they need the full right. */
async function edit(viewer: Viewer, accountId: string, change: (db: Db, where: Where) => Promise<void>): Promise<void> {
  await asViewer(viewer, async (db) => {
    await requireAccountLevel(db, viewer, accountId, 'full')
    await change(db, { householdId_id: { householdId: viewer.householdId, id: accountId } })
  })
}
