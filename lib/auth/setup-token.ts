import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import { asNobody } from '@/lib/db'
import { env } from '@/lib/env'
import { hashSecret, newSecret } from '@/lib/vault/secret'

const SETUP_HOURS = 24

/**
 * Makes the one-time link's token, valid for 24 hours, in place of every earlier one, and leaves it in the data directory for
 * the owner of the machine alone to read. Only its hash is in the database.
 * @throws AppError conflict when this instance is set up already
 */
export async function createSetupToken(now: Date): Promise<string> {
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + SETUP_HOURS * 3_600_000)
  const [row] = await asNobody(
    (db) => db.$queryRaw<{ issued: boolean }[]>`
      SELECT saldo_issue_setup_token(${hashSecret(token)}, ${now}::timestamptz, ${expiresAt}::timestamptz) AS issued`,
  )
  if (!row?.issued) throw new AppError('conflict', 'this instance is set up already')
  await mkdir(env().dataDir, { recursive: true })
  await rm(tokenFile(), { force: true })
  await writeFile(tokenFile(), `${token}\n`, { mode: 0o600 })
  return token
}

/** When a setup link ends; null when it cannot be used (wrong, used, expired, replaced, or the instance is set up). */
export async function findSetupExpiry(token: string, now = new Date()): Promise<Date | null> {
  const rows = await asNobody(
    (db) =>
      db.$queryRaw<{ expires_at: Date | null }[]>`SELECT saldo_find_setup_token(${hashSecret(token)}, ${now}::timestamptz) AS expires_at`,
  )
  return rows[0]?.expires_at ?? null
}

/** After setup the file is of no use to anybody. */
export async function removeSetupTokenFile(): Promise<void> {
  await rm(tokenFile(), { force: true })
}

function tokenFile(): string {
  return path.join(env().dataDir, 'setup-token.txt')
}
