import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db, type Prisma } from '@/lib/db'
import { recordAudit } from './audit'
import type { Viewer } from './viewer'

/** What a person may do with an account, each including the ones before it. */
export const ACCOUNT_LEVELS = ['none', 'view', 'annotate', 'full'] as const

export type AccountLevel = (typeof ACCOUNT_LEVELS)[number]

/** What the rest of the household may do with an account; its holders choose. */
export type AccountShare = AccountLevel

type Relation = { readonly holder: boolean; readonly share: string; readonly role: Viewer['role'] }

/** Holders do everything with their own account, the others what is shared; a viewer of the household only ever looks. */
export function accountLevel({ holder, share, role }: Relation): AccountLevel {
  const level = holder ? 'full' : (ACCOUNT_LEVELS.find((known) => known === share) ?? 'none')
  return role === 'viewer' && level !== 'none' ? 'view' : level
}

export function allowsLevel(level: AccountLevel, needed: AccountLevel): boolean {
  return ACCOUNT_LEVELS.indexOf(level) >= ACCOUNT_LEVELS.indexOf(needed)
}

/** The accounts a viewer may see, for every `where` over accounts or through them. Archived ones only on request. */
export function visibleAccountWhere(
  viewer: Pick<Viewer, 'householdId' | 'memberId'>,
  { includeArchived = false }: { includeArchived?: boolean } = {},
) {
  return {
    householdId: viewer.householdId,
    choice: 'kept',
    ...(includeArchived ? {} : { archivedAt: null }),
    OR: [{ share: { not: 'none' } }, { access: { some: { memberId: viewer.memberId, holder: true } } }],
  } satisfies Prisma.AccountWhereInput
}

/**
 * What the viewer may do with this account.
 * @throws AppError not_found when there is no such account for them, not_allowed when they may see it but not do this
 */
export async function requireAccountLevel(db: Db, viewer: Viewer, accountId: string, needed: AccountLevel): Promise<AccountLevel> {
  const found = await findRelation(db, viewer, accountId)
  const level = found ? accountLevel({ ...found, role: viewer.role }) : 'none'
  if (level === 'none') throw notFound('account')
  if (!allowsLevel(level, needed)) throw new AppError('not_allowed')
  return level
}

/** A holder decides what the rest of the household may do with an account. */
export async function shareAccount(viewer: Viewer, { accountId, share }: { accountId: string; share: AccountShare }): Promise<void> {
  await asViewer(viewer, async (db) => {
    await requireAccountLevel(db, viewer, accountId, 'view')
    const found = await findRelation(db, viewer, accountId)
    if (!found?.holder || viewer.role === 'viewer') throw new AppError('not_allowed')
    await db.account.update({ where: { householdId_id: { householdId: viewer.householdId, id: accountId } }, data: { share } })
    await recordAudit(db, { ...viewer, kind: 'account_shared', subjectId: accountId, facts: { from: found.share, to: share } })
  })
}

/** Whether an account the viewer may see counts in the viewer's own totals. */
export async function includeInTotals(viewer: Viewer, { accountId, include }: { accountId: string; include: boolean }): Promise<void> {
  await asViewer(viewer, async (db) => {
    await requireAccountLevel(db, viewer, accountId, 'view')
    const key = { householdId: viewer.householdId, accountId, memberId: viewer.memberId }
    await db.accountAccess.upsert({
      where: { householdId_accountId_memberId: key },
      create: { ...key, includeInTotals: include },
      update: { includeInTotals: include },
    })
  })
}

async function findRelation(db: Db, viewer: Viewer, accountId: string): Promise<{ holder: boolean; share: string } | null> {
  if (!isUuid(accountId)) return null
  const account = await db.account.findUnique({
    where: { householdId_id: { householdId: viewer.householdId, id: accountId } },
    select: { share: true, access: { where: { memberId: viewer.memberId }, select: { holder: true } } },
  })
  return account && { share: account.share, holder: account.access[0]?.holder ?? false }
}
