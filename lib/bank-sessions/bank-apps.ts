import { hasInstanceApplication } from '@/lib/banking/registry'
import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { BankAppItem, BankAppSource } from './bank-app-dto'
import { findRedirects } from './redirect-url'

/** The member's own applications, oldest first. Keys never leave the vault through here. */
export async function listBankApps(viewer: Viewer): Promise<BankAppItem[]> {
  const rows = await asViewer(viewer, (db) =>
    db.bankApp.findMany({ where: ownLive(viewer), omit: { sealedPrivateKey: true }, orderBy: { createdAt: 'asc' } }),
  )
  const { appUrl } = env()
  return rows.map(({ id, applicationId, name, environment, active, countries, services, redirectUrls, checkedAt, createdAt }) => ({
    ...{ id, name, environment, active, countries, services, checkedAt, createdAt },
    applicationId: applicationId || null,
    ...findRedirects({ services, redirectUrls }, appUrl),
  }))
}

/** What this person may connect banks with: the installation's application, if there is one, and their own registered ones. */
export async function availableSources(viewer: Viewer): Promise<BankAppSource[]> {
  const own = (await listBankApps(viewer)).flatMap(({ id, applicationId, name, environment, active }) =>
    applicationId !== null && active !== false ? [{ bankAppId: id, label: name ?? applicationId, environment }] : [],
  )
  return hasInstanceApplication() ? [{ bankAppId: null, label: null, environment: null }, ...own] : own
}

export async function findBankApp(viewer: Viewer, bankAppId: string): Promise<BankAppItem | null> {
  return (await listBankApps(viewer)).find(({ id }) => id === bankAppId) ?? null
}

/** Whether payments may go through it, as far as is known: before its first test call anything may. */
export function mayPay({ checkedAt, services }: Pick<BankAppItem, 'checkedAt' | 'services'>): boolean {
  return checkedAt === null || services.includes('PIS')
}

/** Whether the installation has an application that everyone may connect banks with. */
export function hasOwnInstanceApp(): boolean {
  return hasInstanceApplication()
}

/**
 * Removes an application and wipes its key.
 * @throws AppError `conflict` while an access of it lives or must still be ended at the bank: without the key nobody could
 */
export async function removeBankApp(viewer: Viewer, bankAppId: string, now: Date): Promise<void> {
  requireConnecting(viewer)
  await asViewer(viewer, async (db) => {
    const app = await getOwnBankApp(db, viewer, bankAppId)
    const inUse = await db.bankSession.count({
      where: {
        householdId: viewer.householdId,
        bankAppId,
        OR: [{ status: { in: ['pending', 'authorized'] } }, { revokeAtBankSince: { not: null } }],
      },
    })
    if (inUse > 0) throw new AppError('conflict', 'bank application in use')
    await db.bankApp.update({ where: keyOf(viewer, bankAppId), data: { removedAt: now, sealedPrivateKey: '' } })
    await recordAudit(db, { ...viewer, kind: 'bank_app_removed', subjectId: app.id, now })
  })
}

/** @throws AppError `not_found` unless it is this member's own and not removed */
export async function getOwnBankApp(db: Db, viewer: Pick<Viewer, 'householdId' | 'memberId'>, bankAppId: string) {
  const app = isUuid(bankAppId) ? await db.bankApp.findFirst({ where: { ...ownLive(viewer), id: bankAppId } }) : null
  if (!app) throw notFound('bank application')
  return app
}

/** @throws AppError `not_allowed` */
export function requireConnecting(viewer: Viewer): void {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
}

export function ownLive({ householdId, memberId }: Pick<Viewer, 'householdId' | 'memberId'>) {
  return { householdId, memberId, removedAt: null }
}

export function keyOf({ householdId }: Pick<Viewer, 'householdId'>, id: string) {
  return { householdId_id: { householdId, id } }
}
