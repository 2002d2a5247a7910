import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import { APP_ROLE, ensureAppRole, verifyAppRole } from './app-role'
import { DatabaseError, describeConnectError } from './database-error'
import { connectOwner, type OwnerConnection } from './owner'

/** The lock Prisma Migrate takes: two programs that start at once migrate one after the other. */
const LOCK = 72_707_369
const MAJOR_MIN = 15

/**
 * Brings a database up to date: the committed migrations, recorded in Prisma's own table so that `prisma migrate` agrees,
 * and the job queue's. Answers the names of the migrations applied now.
 * @throws DatabaseError with what is wrong and what the operator has to do
 */
export async function migrate(databaseUrl: string, dir = path.join(process.cwd(), 'prisma/migrations')): Promise<string[]> {
  const owner = await connectOwner(databaseUrl).catch((error: unknown) => {
    throw describeConnectError(error)
  })
  try {
    await requireVersion(owner)
    await owner.rows('SELECT pg_advisory_lock($1)', [LOCK])
    await ensureAppRole(owner)
    await createMigrationsTable(owner)
    const applied = await applyMissing(owner, readMigrations(dir))
    await runMigrations({ connectionString: databaseUrl, logger: silentLogger() })
    await owner.rows('SELECT pg_advisory_unlock($1)', [LOCK])
    await verifyAppRole(databaseUrl)
    return applied
  } finally {
    await owner.close()
  }
}

async function requireVersion(owner: OwnerConnection): Promise<void> {
  const [row] = await owner.rows<{ version: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS version`)
  const major = row?.version ?? 0
  if (major < MAJOR_MIN) {
    throw new DatabaseError(
      `the database server is PostgreSQL ${major}; Saldo needs ${MAJOR_MIN} or newer`,
      'upgrade the server, or remove DATABASE_URL to use the built-in one',
    )
  }
}

async function createMigrationsTable(owner: OwnerConnection): Promise<void> {
  await owner.rows(`
    CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`)
  // Tables made by later migrations are open to the app as those of the first are; this one stays closed.
  await owner.rows(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP_ROLE}`)
}

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

export function readMigrations(dir: string): Migration[] {
  return fs
    .readdirSync(dir)
    .filter((name) => fs.existsSync(path.join(dir, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function applyMissing(owner: OwnerConnection, migrations: readonly Migration[]): Promise<string[]> {
  const done = await owner.rows<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  )
  const newer = done.find((row) => !migrations.some((migration) => migration.name === row.migration_name))
  if (newer) {
    throw new DatabaseError(
      `the database was made by a newer Saldo (it has the migration ${newer.migration_name})`,
      'run that version again, or restore a backup of before the upgrade',
    )
  }
  const applied: string[] = []
  for (const migration of migrations) {
    const before = done.find((row) => row.migration_name === migration.name)
    if (!before) {
      await applyOne(owner, migration)
      applied.push(migration.name)
    } else if (before.checksum !== migration.checksum || !before.finished_at) {
      throw new DatabaseError(
        `the migration ${migration.name} is not the one this database has`,
        'use an unchanged copy of this version of Saldo, or restore a backup',
      )
    }
  }
  return applied
}

async function applyOne(owner: OwnerConnection, { name, sql, checksum }: Migration): Promise<void> {
  await owner.rows('BEGIN')
  try {
    await owner.rows(sql)
    await owner.rows(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    )
    await owner.rows('COMMIT')
  } catch (error) {
    await owner.rows('ROLLBACK')
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseError(`the migration ${name} failed: ${reason}`, 'the database is as it was before; mend the cause and start again')
  }
}

function silentLogger(): Logger {
  return new Logger(() => () => undefined)
}
