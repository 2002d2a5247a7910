import { randomUUID } from 'node:crypto'
import { newId } from '@/lib/core/id'
import type { OwnerConnection } from '@/lib/database/owner'
import { connectBank, type Place } from './connect-bank'
import { callAction } from './call-action'
import type { Jar } from './http'
import { handOrder, NOTHING_ELSE, PAYEE_ACCOUNT } from './payment-order'
import type { IdKind, Ids, Principal } from './principal'
import { plantSecrets, type Secrets } from './secrets'
import { seedHousehold, seedInvite, seedLogin, seedPerson, type SeededPerson } from './seed-people'

export type SharedAccount = { readonly accountId: string; readonly transactionId: string }

/** Two households on one instance. In the first a member has accounts of every share; the second is a stranger's. */
export type World = Place & {
  readonly households: readonly [string, string]
  readonly jars: Readonly<Record<Principal, Jar>>
  readonly people: Readonly<Record<'viewer' | 'adult' | 'owner' | 'holder' | 'foreign' | 'leaving', SeededPerson>>
  /** What only the holder may know of, in the first household (members and invites are the household's). */
  readonly privates: Ids
  readonly foreigners: Ids
  /** Were there once. */
  readonly deleted: Ids
  readonly shares: Readonly<Record<'none' | 'view' | 'annotate' | 'full', SharedAccount>>
  /** An access of the holder's through which others see accounts, and one that is all theirs. */
  readonly sharedBankSessionId: string
  /** Of an invitation that may be used up. */
  readonly inviteToken: string
  /** A session of the holder's that may be ended. */
  readonly spareLoginSessionId: string
  readonly secrets: Secrets
}

export function guessedId(): string {
  return randomUUID()
}

export async function buildWorld(place: Place): Promise<World> {
  const { tables } = place
  const secrets = plantSecrets()
  const [first, second] = [await seedHousehold(tables, secrets.household), await seedHousehold(tables, secrets.foreignHousehold)]
  const people = {
    holder: await seedPerson(tables, { householdId: first, role: 'adult', name: secrets.holder, userAgent: secrets.userAgent }),
    owner: await seedPerson(tables, { householdId: first, role: 'owner', name: 'Orla' }),
    adult: await seedPerson(tables, { householdId: first, role: 'adult', name: 'Adam' }),
    viewer: await seedPerson(tables, { householdId: first, role: 'viewer', name: 'Vera' }),
    leaving: await seedPerson(tables, { householdId: first, role: 'adult', name: 'Lea' }),
    foreign: await seedPerson(tables, { householdId: second, role: 'owner', name: secrets.foreigner }),
  }
  const removed = await seedPerson(tables, { householdId: first, role: 'adult', name: 'Remo' })
  await tables.rows(`UPDATE member SET removed_at = now() WHERE id = $1`, [removed.memberId])
  const invite = await seedInvite(tables, { householdId: first, memberId: people.owner.memberId, label: secrets.invite })
  const openInvite = await seedInvite(tables, { householdId: first, memberId: people.owner.memberId, label: secrets.invite })
  const foreignInvite = await seedInvite(tables, { householdId: second, memberId: people.foreign.memberId, label: secrets.foreignInvite })

  const shared = await connectBank(place, people.holder.jar, { country: 'FI', bank: 'Saaristo Bank', person: 'aino.virtanen' })
  const own = await connectBank(place, people.holder.jar, { country: 'FI', bank: 'Kontur', person: 'aino.virtanen' })
  const theirs = await connectBank(place, people.foreign.jar, { country: 'FI', bank: 'Saaristo Bank', person: 'elias.lindqvist' })

  const shares = await shareAccounts(tables, shared.bankSessionId)
  const privateApp = await makeApplication(place, people.holder.jar)
  const foreignApp = await makeApplication(place, people.foreign.jar)
  const foreignAccount = await firstAccount(tables, theirs.bankSessionId)
  const privates = {
    ...{ account: shares.none.accountId, transaction: shares.none.transactionId, bankSession: own.bankSessionId, bankApp: privateApp },
    ...{ invite: invite.id, member: people.holder.memberId, loginSession: people.holder.loginSessionId },
    replay: await seedReplay(tables, { accountId: shares.none.accountId, memberId: people.holder.memberId }),
    passkey: await seedPasskey(tables, people.holder),
    ...(await makePayment(place, people.holder, shares.none.accountId)),
  }
  const foreigners = {
    ...{ account: foreignAccount.accountId, transaction: foreignAccount.transactionId, bankSession: theirs.bankSessionId },
    ...{ bankApp: foreignApp, invite: foreignInvite.id, member: people.foreign.memberId, loginSession: people.foreign.loginSessionId },
    replay: await seedReplay(tables, { accountId: foreignAccount.accountId, memberId: people.foreign.memberId }),
    passkey: await seedPasskey(tables, people.foreign),
    ...(await makePayment(place, people.foreign, foreignAccount.accountId)),
  }
  await secrets.writeInto(tables, { privates, foreigners })
  return {
    ...{ ...place, households: [first, second] as const, people, privates, foreigners, shares, secrets, inviteToken: openInvite.token },
    spareLoginSessionId: await seedLogin(tables, { ...people.holder, householdId: first }),
    deleted: await copyAndDelete(tables, privates),
    sharedBankSessionId: shared.bankSessionId,
    jars: {
      ...{ viewer: people.viewer.jar, adult: people.adult.jar, owner: people.owner.jar, holder: people.holder.jar },
      ...{
        foreign: people.foreign.jar,
        removed: removed.jar,
        anonymous: new Map(),
        invited: new Map([['saldo-session', openInvite.token]]),
      },
    },
  }
}

/**
 * One account of each share, each with a row of its own; nobody pays from a card, so that one is only looked at. The private one has
 * the newest row of all, so that it is on the first page of a list.
 */
async function shareAccounts(tables: OwnerConnection, bankSessionId: string): Promise<World['shares']> {
  const accounts = await tables.rows<SharedAccount>(
    `SELECT a.id::text AS "accountId", newest.id::text AS "transactionId"
       FROM account_feed f JOIN account a ON a.id = f.account_id
       JOIN LATERAL (SELECT t.id, t.effective_date FROM transaction t WHERE t.account_id = a.id AND t.superseded_by_id IS NULL
                      ORDER BY t.effective_date DESC LIMIT 1) newest ON true
      WHERE f.bank_session_id = $1 ORDER BY a.cash_account_type IN ('CARD', 'LOAN'), newest.effective_date DESC, a.id`,
    [bankSessionId],
  )
  const [none, full, annotate, view] = accounts
  if (!none || !view || !annotate || !full) throw new Error(`four accounts with rows are needed, the bank gave ${accounts.length}`)
  const shares = { none, view, annotate, full }
  for (const [share, { accountId }] of Object.entries(shares))
    await tables.rows(`UPDATE account SET share = $2 WHERE id = $1`, [accountId, share])
  return shares
}

async function firstAccount(tables: OwnerConnection, bankSessionId: string): Promise<SharedAccount> {
  const [account] = await tables.rows<SharedAccount>(
    `SELECT f.account_id::text AS "accountId", t.id::text AS "transactionId"
       FROM account_feed f JOIN transaction t ON t.account_id = f.account_id AND t.superseded_by_id IS NULL
       JOIN account a ON a.id = f.account_id
      WHERE f.bank_session_id = $1 ORDER BY a.cash_account_type IN ('CARD', 'LOAN') LIMIT 1`,
    [bankSessionId],
  )
  if (!account) throw new Error('the bank gave no account with rows')
  return account
}

/** A preview made of something that is no longer so: it can be found, and never applied. */
async function seedReplay(tables: OwnerConnection, { accountId, memberId }: { accountId: string; memberId: string }): Promise<string> {
  const id = newId()
  await tables.rows(
    `INSERT INTO replay_run (household_id, id, account_id, member_id, created_at, basis)
     SELECT household_id, $2, id, $3, now(), 'another day' FROM account WHERE id = $1`,
    [accountId, id, memberId],
  )
  return id
}

/** Made for another address, so that the password goes on proving who it is. */
async function seedPasskey(tables: OwnerConnection, { userId }: SeededPerson): Promise<string> {
  const id = newId()
  await tables.rows(
    `INSERT INTO passkey (household_id, id, user_id, rp_id, credential_id, public_key, counter, name)
     SELECT household_id, $2::uuid, id, 'elsewhere.example', $2, '', 0, 'Passkey' FROM user_account WHERE id = $1`,
    [userId, id],
  )
  return id
}

async function makeApplication({ appUrl }: Place, jar: Jar): Promise<string> {
  const { result, body } = await callAction(appUrl, { key: 'app/(app)/settings/bank-access/actions.ts#makeKey', input: {}, jar })
  const { bankAppId } = (result?.data ?? {}) as { bankAppId?: string }
  if (!bankAppId) throw new Error(`no key was made: ${body.slice(0, 300)}`)
  return bankAppId
}

/** A payment that waits to be carried to the bank by hand, and a payee nobody else knows of. */
async function makePayment({ appUrl, tables }: Place, { jar, loginSessionId }: SeededPerson, accountId: string) {
  const [payment, payee] = [newId(), newId()]
  const proved = (at: string) =>
    tables.rows(`UPDATE login_session SET stepped_up_at = ${at}, stepped_up_by = 'password' WHERE id = $1`, [loginSessionId])
  await proved('now()')
  const calls = [
    { key: 'app/(app)/payments/new/actions.ts#sendPayment', input: { id: payment, order: handOrder(accountId), replaces: null } },
    {
      key: 'app/(app)/payments/payees/actions.ts#keepPayee',
      input: { id: payee, name: 'Kauppa Oy', isShared: false, account: PAYEE_ACCOUNT, ...NOTHING_ELSE },
    },
  ]
  for (const call of calls) {
    const { result, body } = await callAction(appUrl, { ...call, jar })
    if (!result?.ok) throw new Error(`${call.key}: ${body.slice(0, 300)}`)
  }
  await proved('NULL')
  return { payment, payee }
}

const TABLES: Readonly<Record<IdKind, string>> = {
  ...{ account: 'account', transaction: 'transaction', bankSession: 'bank_session', bankApp: 'bank_app' },
  ...{ invite: 'invite', member: 'member', loginSession: 'login_session', replay: 'replay_run', payment: 'payment', payee: 'payee' },
  passkey: 'passkey',
}

/** Ids that named something until a moment ago: twins of the private rows, taken away again. */
async function copyAndDelete(tables: OwnerConnection, originals: Ids): Promise<Ids> {
  const gone: Record<string, string> = {}
  for (const [kind, original] of Object.entries(originals) as [IdKind, string][]) {
    const [table, id] = [TABLES[kind], newId()]
    const twin = { id, ...(kind === 'loginSession' && { token_hash: id }), ...(kind === 'passkey' && { credential_id: id }) }
    await tables.rows(`INSERT INTO ${table} SELECT (jsonb_populate_record(o, $2::jsonb)).* FROM ${table} o WHERE o.id = $1`, [
      original,
      JSON.stringify(twin),
    ])
    await tables.rows(`DELETE FROM ${table} WHERE id = $1`, [id])
    gone[kind] = id
  }
  return gone as Ids
}
