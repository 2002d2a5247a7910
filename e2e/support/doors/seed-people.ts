import type { OwnerConnection } from '@/lib/database/owner'
import { hashPassword } from '@/lib/auth/password-hash'
import { newId } from '@/lib/core/id'
import { hashSecret, newSecret } from '@/lib/vault/secret'
import type { Jar } from './http'

/** A person who is signed in: what their browser sends, and what the tables call them. */
export type SeededPerson = {
  readonly jar: Jar
  readonly memberId: string
  readonly userId: string
  readonly loginSessionId: string
  readonly email: string
}

export const SEEDED_PASSWORD = 'lantern gravel otter ninety'

export async function seedHousehold(tables: OwnerConnection, name: string): Promise<string> {
  const id = newId()
  await tables.rows(`INSERT INTO household (id, name, base_currency) VALUES ($1, $2, 'EUR')`, [id, name])
  return id
}

type NewPerson = {
  readonly householdId: string
  readonly role: 'owner' | 'adult' | 'viewer'
  readonly name: string
  readonly userAgent?: string
}

/** A member with a login and a session that began just now. */
export async function seedPerson(tables: OwnerConnection, { householdId, role, name, userAgent = '' }: NewPerson): Promise<SeededPerson> {
  const [userId, memberId, token] = [newId(), newId(), newSecret()]
  const email = `${name.toLowerCase().replace(/[^a-z]/g, '')}.${userId}@example.org`
  await tables.rows(`INSERT INTO user_account (id, household_id, email, name, password_hash) VALUES ($1, $2, $3, $4, $5)`, [
    ...[userId, householdId, email, name],
    await (seededHash ??= hashPassword(SEEDED_PASSWORD)),
  ])
  await tables.rows(`INSERT INTO member (household_id, id, user_id, name, role) VALUES ($1, $2, $3, $4, $5)`, [
    ...[householdId, memberId, userId, name, role],
  ])
  const loginSessionId = await seedLogin(tables, { householdId, userId, userAgent, token })
  return {
    jar: new Map([
      ['saldo-session', token],
      ['saldo-browser', newSecret()],
    ]),
    memberId,
    userId,
    loginSessionId,
    email,
  }
}

type NewLogin = { readonly householdId: string; readonly userId: string; readonly userAgent?: string; readonly token?: string }

export async function seedLogin(
  tables: OwnerConnection,
  { householdId, userId, userAgent = '', token = newSecret() }: NewLogin,
): Promise<string> {
  const id = newId()
  await tables.rows(
    `INSERT INTO login_session (id, household_id, user_id, token_hash, user_agent, expires_at) VALUES ($1, $2, $3, $4, $5, now() + interval '14 days')`,
    [id, householdId, userId, hashSecret(token), userAgent],
  )
  return id
}

let seededHash: Promise<string> | undefined

/** An invitation nobody has taken yet, and its token. */
export async function seedInvite(
  tables: OwnerConnection,
  { householdId, memberId, label }: { householdId: string; memberId: string; label: string },
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newSecret()]
  await tables.rows(
    `INSERT INTO invite (household_id, id, token_hash, role, label, created_by, expires_at) VALUES ($1, $2, $3, 'adult', $4, $5, now() + interval '7 days')`,
    [householdId, id, hashSecret(token), label, memberId],
  )
  return { id, token }
}
