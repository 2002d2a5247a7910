import path from 'node:path'
import { verifyAppRole } from '@/lib/database/app-role'
import { DatabaseError, describeConnectError } from '@/lib/database/database-error'
import { readMigrations } from '@/lib/database/migrate'
import { connectOwner, type OwnerConnection } from '@/lib/database/owner'
import { env } from '@/lib/env'
import { bad, good, type Finding } from './finding'

const MAJOR_MIN = 15

/** Reachable, new enough, up to date, and behind the role without ownership. */
export async function checkDatabase(): Promise<Finding[]> {
  const { databaseUrl } = env()
  let owner: OwnerConnection
  try {
    owner = await connectOwner(databaseUrl)
  } catch (error) {
    return [toFinding(describeConnectError(error))]
  }
  try {
    const version = await checkVersion(owner)
    if (version.kind === 'bad') return [version]
    return [version, await checkMigrations(owner), await checkRole(databaseUrl)]
  } finally {
    await owner.close()
  }
}

async function checkVersion(owner: OwnerConnection): Promise<Finding> {
  const [row] = await owner.rows<{ version: string; major: number }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major`,
  )
  const [version, major] = [row?.version ?? 'unknown', row?.major ?? 0]
  if (major < MAJOR_MIN)
    return bad(
      `PostgreSQL ${version} is too old`,
      `upgrade the server to ${MAJOR_MIN} or newer, or remove DATABASE_URL to use the built-in one`,
    )
  return good(`PostgreSQL ${version} answers`)
}

async function checkMigrations(owner: OwnerConnection): Promise<Finding> {
  const known = readMigrations(path.join(process.cwd(), 'prisma/migrations'))
  const [table] = await owner.rows<{ exists: boolean }>(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`)
  if (!table?.exists) return bad('the database is empty', 'start Saldo once with `npm start`, which makes the tables')
  const applied = await owner.rows<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const checksums = new Map(applied.map((row) => [row.name, row.checksum]))
  const missing = known.filter((migration) => !checksums.has(migration.name))
  if (missing.length > 0)
    return bad(
      `${missing.length} migrations are missing (${missing[0]?.name ?? ''} …)`,
      'start Saldo once with `npm start`, which applies them',
    )
  const changed = known.filter((migration) => checksums.get(migration.name) !== migration.checksum)
  if (changed.length > 0)
    return bad(`the migration ${changed[0]?.name ?? ''} is not the one that was applied`, 'put the file back as it was released')
  const newer = applied.filter((row) => !known.some((migration) => migration.name === row.name))
  if (newer.length > 0) return bad('the database was made by a newer Saldo', 'run that version, or restore a backup of this one')
  return good(`the tables are up to date (${known.length} migrations)`)
}

async function checkRole(databaseUrl: string): Promise<Finding> {
  try {
    await verifyAppRole(databaseUrl)
    return good('requests run as a role that owns nothing, behind row-level security')
  } catch (error) {
    return toFinding(error)
  }
}

function toFinding(error: unknown): Finding {
  if (error instanceof DatabaseError) return bad(error.problem, error.fix)
  return bad(error instanceof Error ? error.message : String(error), 'look at the database server’s own log')
}
