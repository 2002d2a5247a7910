import { getConnector, readPrivateKey } from '@/lib/banking/registry'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { checkBankApp } from './bank-app-check'
import type { BankAppCheck, BankAppFacts, SavedBankApp } from './bank-app-dto'
import { getOwnBankApp, keyOf, ownLive, requireConnecting } from './bank-apps'
import { openPrivateKey, sealPrivateKey } from './bank-app-key'
import { connectorFor } from './connector-for'

/**
 * Keeps a member's application id and private key, sealed, if the test call accepts them or cannot be made now. An
 * application that is known already gets the new key.
 * @throws AppError `invalid_input` with what is wrong with the key or id
 */
export async function saveBankApp(viewer: Viewer, input: { applicationId: string; privateKey: string }, now: Date): Promise<SavedBankApp> {
  requireConnecting(viewer)
  const applicationId = requireApplicationId(input.applicationId)
  const key = readPrivateKey(input.privateKey)
  if (!key.ok) throw new AppError('invalid_input', 'private key', { privateKey: `key_${key.problem}` })
  const check = await checkBankApp(() => getConnector({ kind: 'member', applicationId, privateKeyPem: key.privateKeyPem }), env().appUrl)
  if (!isWorthKeeping(check)) return { bankAppId: null, isWeakKey: key.weak, check }
  const bankAppId = await asViewer(viewer, (db) => keep(db, viewer, { applicationId, privateKeyPem: key.privateKeyPem, check, now }))
  return { bankAppId, isWeakKey: key.weak, check }
}

/**
 * Gives a key that was made here the id under which its certificate was registered by hand.
 * @throws AppError `not_found`, `conflict` when it has one already, `invalid_input`
 */
export async function claimBankApp(viewer: Viewer, input: { bankAppId: string; applicationId: string }, now: Date): Promise<SavedBankApp> {
  requireConnecting(viewer)
  const applicationId = requireApplicationId(input.applicationId)
  const privateKeyPem = await asViewer(viewer, async (db) => {
    const app = await getOwnBankApp(db, viewer, input.bankAppId)
    if (app.applicationId !== '') throw new AppError('conflict', 'already registered')
    return openPrivateKey(db, app)
  })
  const check = await checkBankApp(() => getConnector({ kind: 'member', applicationId, privateKeyPem }), env().appUrl)
  if (!isWorthKeeping(check)) return { bankAppId: null, isWeakKey: false, check }
  await asViewer(viewer, (db) => nameApplication(db, viewer, { bankAppId: input.bankAppId, applicationId, facts: factsOf(check), now }))
  return { bankAppId: input.bankAppId, isWeakKey: false, check }
}

/** The test call of a kept application, or with null of the installation's own. What it says is remembered. */
export async function testBankApp(viewer: Viewer, bankAppId: string | null, now: Date): Promise<BankAppCheck> {
  requireConnecting(viewer)
  if (bankAppId !== null) await asViewer(viewer, (db) => getOwnBankApp(db, viewer, bankAppId))
  const check = await checkBankApp(() => asViewer(viewer, (db) => connectorFor(db, viewer, bankAppId)), env().appUrl)
  const facts = factsOf(check)
  if (bankAppId !== null && facts)
    await asViewer(viewer, (db) => db.bankApp.update({ where: keyOf(viewer, bankAppId), data: toColumns(facts, now) }))
  return check
}

/** Writes the id of a draft once it is known, in the same transaction as the audit entry. */
export async function nameApplication(
  db: Db,
  viewer: Viewer,
  { bankAppId, applicationId, facts, now }: { bankAppId: string; applicationId: string; facts: BankAppFacts | null; now: Date },
): Promise<void> {
  const { count } = await db.bankApp.updateMany({
    where: { ...ownLive(viewer), id: bankAppId, applicationId: '' },
    data: { applicationId, ...(facts && toColumns(facts, now)) },
  })
  if (count === 0) throw new AppError('conflict', 'already registered')
  await recordAudit(db, { ...viewer, kind: 'bank_app_saved', subjectId: bankAppId, now })
}

async function keep(
  db: Db,
  viewer: Viewer,
  { applicationId, privateKeyPem, check, now }: { applicationId: string; privateKeyPem: string; check: BankAppCheck; now: Date },
): Promise<string> {
  const known = await db.bankApp.findFirst({ where: { ...ownLive(viewer), applicationId } })
  const id = known?.id ?? newId(now)
  const sealedPrivateKey = sealPrivateKey(await openVault(db, viewer.householdId), id, privateKeyPem)
  const facts = factsOf(check)
  const columns = { sealedPrivateKey, ...(facts && toColumns(facts, now)) }
  const { householdId, memberId } = viewer
  await db.bankApp.upsert({
    where: keyOf(viewer, id),
    create: { householdId, memberId, id, connectorId: 'enable-banking', applicationId, createdAt: now, ...columns },
    update: columns,
  })
  await recordAudit(db, { householdId, memberId, kind: 'bank_app_saved', subjectId: id, facts: { replaced: known !== null }, now })
  return id
}

/** Refused keys are not kept; a bank that does not answer is no reason to lose what was typed. */
function isWorthKeeping(check: BankAppCheck): boolean {
  return check.ok || check.problem === 'unreachable' || check.problem === 'wait'
}

function factsOf(check: BankAppCheck): BankAppFacts | null {
  return check.ok ? check.facts : null
}

function toColumns({ name, environment, active, countries, services, redirectUrls }: BankAppFacts, now: Date) {
  return { name, environment, active, countries: [...countries], services: [...services], redirectUrls: [...redirectUrls], checkedAt: now }
}

function requireApplicationId(text: string): string {
  const id = text.trim()
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(id)) throw new AppError('invalid_input', 'application id', { applicationId: 'not_an_id' })
  return id
}
