import { cleanLine } from '@/lib/core/text'
import type { Db } from '@/lib/db'
import type { AccountShare } from '@/lib/households/access'

/** A holder's choice about one account a bank offers. */
export type KeptAccount = {
  readonly accountId: string
  readonly keep: boolean
  readonly share: AccountShare
  /** What the household calls it; empty for the bank's own name. */
  readonly name: string
}

type Holder = { readonly householdId: string; readonly memberId: string; readonly bankSessionId: string }

const NAME_LENGTH_MAX = 80

/**
 * Writes what a holder chose for the accounts of one access. Declining an account that somebody else holds and keeps
 * takes only this member and this access away from it. Call in a system transaction, after it is known that the accounts are
 * this member's to choose: one that was left to others before is not theirs to see.
 */
export async function keepAccounts(db: Db, holder: Holder, choices: readonly KeptAccount[]): Promise<void> {
  for (const choice of choices) {
    if (choice.keep) await keep(db, holder, choice)
    else await decline(db, holder, choice.accountId)
  }
}

async function keep(db: Db, { householdId, memberId, bankSessionId }: Holder, { accountId, share, name }: KeptAccount): Promise<void> {
  const where = { householdId_id: { householdId, id: accountId } }
  const { bankName } = await db.account.findUniqueOrThrow({ where, select: { bankName: true } })
  const wished = cleanLine(name, NAME_LENGTH_MAX)
  await db.account.update({ where, data: { choice: 'kept', share, customName: wished === bankName ? null : wished } })
  await db.accountAccess.updateMany({ where: { householdId, accountId, memberId }, data: { holder: true } })
  await db.accountFeed.updateMany({
    where: { householdId, bankSessionId, accountId, state: 'ended', sealedUid: { not: null } },
    data: { state: 'active' },
  })
}

async function decline(db: Db, { householdId, memberId, bankSessionId }: Holder, accountId: string): Promise<void> {
  const heldByOthers = await db.accountAccess.count({ where: { householdId, accountId, holder: true, memberId: { not: memberId } } })
  await db.accountFeed.updateMany({ where: { householdId, bankSessionId, accountId, state: 'active' }, data: { state: 'ended' } })
  await db.accountAccess.updateMany({ where: { householdId, accountId, memberId }, data: { holder: false } })
  if (heldByOthers === 0) {
    await db.account.updateMany({ where: { householdId, id: accountId }, data: { choice: 'declined', share: 'none' } })
  }
}

/** No account is read through this access any more; what was read stays. */
export async function endFeeds(db: Db, { householdId, bankSessionId }: { householdId: string; bankSessionId: string }): Promise<void> {
  await db.accountFeed.updateMany({ where: { householdId, bankSessionId }, data: { state: 'ended', sealedUid: null } })
}
