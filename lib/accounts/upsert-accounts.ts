import type { PortAccount } from '@/lib/banking/port'
import { lastFour } from '@/lib/core/iban'
import { newId } from '@/lib/core/id'
import { cleanLine } from '@/lib/core/text'
import type { Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import { IBAN_INDEX } from './blind-index'
import { matchAccounts, type KnownAccount } from './match-accounts'
import { clearUnshared } from './unshared'

export type UpsertContext = {
  readonly householdId: string
  readonly memberId: string
  readonly bankSessionId: string
  readonly aspsp: { readonly name: string; readonly country: string }
  readonly isDemo: boolean
  readonly now: Date
}

export type UpsertedAccount = { readonly accountId: string; readonly feedId: string; readonly isNew: boolean; readonly choice: string }

/**
 * Writes the accounts a bank named when access was given: known ones are found by any of their identification hashes and
 * get the new hashes and one more feed, the others begin as `offered`. The member becomes a holder of each. Numbers and
 * handles are sealed. Nothing a person chose or named is changed. Call in a system transaction of the household; a second
 * one waits until it commits, so that two members who connect their joint account at the same moment find one another's.
 * @returns in the order of the bank's list; an account the bank lists twice is there once
 */
export async function upsertAccounts(
  db: Db,
  vault: Vault,
  context: UpsertContext,
  listed: readonly PortAccount[],
): Promise<UpsertedAccount[]> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`accounts ${context.householdId}`}, 0))`
  const offered = [...new Map(listed.map((account) => [`${account.identificationHashes[0]} ${account.currency}`, account])).values()]
  const matched = matchAccounts(offered, await listKnown(db, context.householdId, offered))
  const written: UpsertedAccount[] = []
  for (const [index, account] of offered.entries()) {
    const known = matched[index] ?? null
    const accountId = known ?? newId(context.now)
    const choice = known
      ? await refresh(db, vault, context, { accountId, account })
      : await create(db, vault, context, { accountId, account, index })
    await addIdentities(db, context, { accountId, account })
    await addHolder(db, context, accountId)
    const feedId = await addFeed(db, vault, context, { accountId, account })
    written.push({ accountId, feedId, isNew: known === null, choice })
  }
  return written
}

type Written = { readonly accountId: string; readonly account: PortAccount }

async function listKnown(db: Db, householdId: string, offered: readonly PortAccount[]): Promise<KnownAccount[]> {
  const hashes = offered.flatMap(({ identificationHashes }) => identificationHashes)
  const accounts = await db.account.findMany({
    where: { householdId, identities: { some: { hash: { in: hashes } } } },
    select: { id: true, currency: true, identities: { select: { hash: true, isPrimary: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return accounts.map(({ id, currency, identities }) => ({
    id,
    currency,
    hashes: identities.map(({ hash }) => hash),
    primaryHashes: identities.filter(({ isPrimary }) => isPrimary).map(({ hash }) => hash),
  }))
}

async function create(
  db: Db,
  vault: Vault,
  { householdId, aspsp, isDemo, now }: UpsertContext,
  { accountId, account, index }: Written & { index: number },
): Promise<string> {
  const { currency, cashAccountType, usage } = account
  await db.account.create({
    data: {
      ...{ householdId, id: accountId, currency, cashAccountType, usage, isDemo },
      aspspName: aspsp.name,
      aspspCountry: aspsp.country,
      sortOrder: index,
      createdAt: now,
      ...describe(vault, accountId, account),
    },
  })
  return 'offered'
}

/** What the bank says anew replaces what it said; what it left out this time stays. One that can be read again is shared again. */
async function refresh(db: Db, vault: Vault, { householdId }: UpsertContext, { accountId, account }: Written): Promise<string> {
  const facts = Object.fromEntries(
    Object.entries(describe(vault, accountId, account)).filter(([, value]) => value !== null && value !== ''),
  )
  const { choice } = await db.account.update({
    where: { householdId_id: { householdId, id: accountId } },
    data: { ...facts, ...(account.currency !== 'XXX' && { currency: account.currency }) },
    select: { choice: true },
  })
  if (account.uid !== null) await clearUnshared(db, { householdId, accountId })
  return choice
}

function describe(vault: Vault, accountId: string, account: PortAccount) {
  const { iban, otherIdentification: other } = account
  const number = iban ?? other?.identification ?? null
  return {
    bankName: cleanLine(account.details, 80) ?? cleanLine(account.product, 80) ?? '',
    holderName: cleanLine(account.holderName, 140),
    sealedIban: iban && vault.seal({ table: 'account', column: 'sealed_iban', rowId: accountId }, iban),
    ibanIndex: iban && vault.blindIndex(IBAN_INDEX, iban),
    otherScheme: other?.scheme ?? null,
    sealedOther: other && vault.seal({ table: 'account', column: 'sealed_other', rowId: accountId }, other.identification),
    lastFour: number && lastFour(number),
    creditLimitMinor: account.creditLimit?.currency === account.currency ? account.creditLimit.minor : null,
  }
}

async function addIdentities(db: Db, { householdId }: UpsertContext, { accountId, account }: Written): Promise<void> {
  const [primary] = account.identificationHashes
  const data = [...new Set(account.identificationHashes)].map((hash) => ({ householdId, accountId, hash, isPrimary: hash === primary }))
  await db.accountIdentity.createMany({ data, skipDuplicates: true })
  if (primary !== undefined)
    await db.accountIdentity.updateMany({ where: { householdId, accountId, hash: primary, isPrimary: false }, data: { isPrimary: true } })
}

async function addHolder(db: Db, { householdId, memberId }: UpsertContext, accountId: string): Promise<void> {
  await db.accountAccess.upsert({
    where: { householdId_accountId_memberId: { householdId, accountId, memberId } },
    create: { householdId, accountId, memberId, holder: true },
    update: { holder: true },
  })
}

async function addFeed(
  db: Db,
  vault: Vault,
  { householdId, bankSessionId, now }: UpsertContext,
  { accountId, account }: Written,
): Promise<string> {
  const before = await db.accountFeed.findUnique({
    where: { householdId_bankSessionId_accountId: { householdId, bankSessionId, accountId } },
    select: { id: true },
  })
  const id = before?.id ?? newId(now)
  const sealedUid = account.uid && vault.seal({ table: 'account_feed', column: 'sealed_uid', rowId: id }, account.uid)
  const state = sealedUid ? 'active' : 'unreadable'
  if (before) await db.accountFeed.update({ where: { householdId_id: { householdId, id } }, data: { sealedUid, state } })
  else await db.accountFeed.create({ data: { householdId, id, accountId, bankSessionId, sealedUid, state, createdAt: now } })
  return id
}
