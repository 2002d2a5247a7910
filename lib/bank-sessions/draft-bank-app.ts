import { newId } from '@/lib/core/id'
import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { openPrivateKey, sealPrivateKey } from './bank-app-key'
import type { RegistrationDto } from './bank-app-dto'
import { getOwnBankApp, ownLive, requireConnecting } from './bank-apps'
import { certificateOf, generateKeyAndCertificate, registerApplication, type RegistrationRequest } from './register-bank-app'
import { nameApplication } from './save-bank-app'

const COMMON_NAME = 'Saldo'
/** Drafts are cheap to make and expensive to compute. */
const DRAFTS_MAX = 5

/**
 * Makes a key here and keeps it, sealed, before anyone registers it: whatever happens to the registration's answer, the
 * key that belongs to the application is not lost.
 * @throws AppError `too_many_attempts` with five unregistered keys
 */
export async function draftBankApp(viewer: Viewer, now: Date): Promise<string> {
  requireConnecting(viewer)
  const drafts = await asViewer(viewer, (db) => db.bankApp.count({ where: { ...ownLive(viewer), applicationId: '' } }))
  if (drafts >= DRAFTS_MAX) throw new AppError('too_many_attempts', 'too many unregistered keys')
  const { privateKeyPem } = await generateKeyAndCertificate({ commonName: COMMON_NAME, now })
  const id = newId(now)
  await asViewer(viewer, async (db) => {
    const sealedPrivateKey = sealPrivateKey(await openVault(db, viewer.householdId), id, privateKeyPem)
    const { householdId, memberId } = viewer
    await db.bankApp.create({
      data: { householdId, memberId, id, connectorId: 'enable-banking', applicationId: '', sealedPrivateKey, createdAt: now },
    })
  })
  return id
}

/** The certificate to upload in the control panel; public. The same one each time it is asked for. */
export function getBankAppCertificate(viewer: Viewer, bankAppId: string): Promise<string> {
  requireConnecting(viewer)
  return asViewer(viewer, async (db) => {
    const app = await getOwnBankApp(db, viewer, bankAppId)
    return certificateOf(await openPrivateKey(db, app), { commonName: COMMON_NAME, notBefore: app.createdAt })
  })
}

export type RegisterBankAppInput = Omit<RegistrationRequest, 'certificatePem'> & { readonly bankAppId: string }

/**
 * Registers a draft with a control-panel token, which is used for this one call and neither stored nor logged.
 * @throws AppError `not_found`, `conflict` when it is registered already
 */
export async function registerBankApp(
  viewer: Viewer,
  { bankAppId, ...request }: RegisterBankAppInput,
  now: Date,
): Promise<RegistrationDto> {
  requireConnecting(viewer)
  const app = await asViewer(viewer, (db) => getOwnBankApp(db, viewer, bankAppId))
  if (app.applicationId !== '') throw new AppError('conflict', 'already registered')
  const certificatePem = await getBankAppCertificate(viewer, bankAppId)
  const registration = await registerApplication({ ...request, certificatePem })
  if (registration.outcome !== 'registered') return registration
  const { applicationId } = registration
  await asViewer(viewer, (db) => nameApplication(db, viewer, { bankAppId, applicationId, facts: null, now }))
  return { outcome: 'registered', httpStatus: null, bankMessage: null }
}
