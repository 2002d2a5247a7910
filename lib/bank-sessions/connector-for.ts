import { getConnector } from '@/lib/banking/registry'
import type { Connector } from '@/lib/banking/port'
import { notFound } from '@/lib/core/errors'
import type { Db } from '@/lib/db'
import { openPrivateKey } from './bank-app-key'

/** Whose bank access it is: the member's own applications and nobody else's. */
export type BankAppOwner = { readonly householdId: string; readonly memberId: string }

/**
 * The connector that speaks with an application's keys: a member's own, or with null the installation's.
 * @throws AppError `not_found` unless the application is this member's own; `bank_not_configured` without an installation's
 */
export async function connectorFor(db: Db, { householdId, memberId }: BankAppOwner, bankAppId: string | null): Promise<Connector> {
  if (bankAppId === null) return getConnector({ kind: 'instance' })
  const app = await db.bankApp.findFirst({ where: { householdId, memberId, id: bankAppId, removedAt: null, applicationId: { not: '' } } })
  if (!app) throw notFound('bank application')
  return getConnector({ kind: 'member', applicationId: app.applicationId, privateKeyPem: await openPrivateKey(db, app) })
}
