import { DatabaseError } from './database-error'
import { connectOwner, type OwnerConnection } from './owner'

/** The role every request runs as. It owns nothing, so row-level security holds for it. */
export const APP_ROLE = 'saldo_app'

/** Given at connection time: the session is that role from its first statement on. */
export const APP_ROLE_OPTION = `-c role=${APP_ROLE}`

/** @throws DatabaseError with the exact statements to run when this user may not make the role or switch to it */
export async function ensureAppRole(owner: OwnerConnection): Promise<void> {
  if (await maySwitch(owner)) return
  try {
    await createRole(owner)
    await owner.rows(`GRANT ${APP_ROLE} TO CURRENT_USER`)
  } catch (error) {
    throw await describeRefusal(owner, error)
  }
  if (!(await maySwitch(owner))) throw await describeRefusal(owner)
}

/** Connects as the app does and checks that the wall stands. @throws DatabaseError */
export async function verifyAppRole(databaseUrl: string): Promise<void> {
  const app = await connectOwner(databaseUrl, APP_ROLE_OPTION)
  try {
    const [row] = await app.rows<{ role: string; above: boolean; owns: number; open: string | null }>(`
      SELECT current_user AS role,
             (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS above,
             (SELECT count(*)::int FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS owns,
             (SELECT string_agg(relname, ', ') FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
                 AND has_table_privilege(oid, 'SELECT')) AS open`)
    if (row?.role !== APP_ROLE) {
      throw new DatabaseError(
        `the connection does not become the role ${APP_ROLE}`,
        'connect to the server itself: a pooler in front of it drops the startup option "role"',
      )
    }
    if (row.above || row.owns > 0) {
      throw new DatabaseError(
        `the role ${APP_ROLE} owns tables or is above row-level security`,
        `run: ALTER ROLE ${APP_ROLE} NOSUPERUSER NOBYPASSRLS, and give its tables to another owner`,
      )
    }
    if (row.open) {
      throw new DatabaseError(
        `tables without row-level security are open to ${APP_ROLE}: ${row.open}`,
        'use a database that holds nothing but Saldo',
      )
    }
  } finally {
    await app.close()
  }
}

async function createRole(owner: OwnerConnection): Promise<void> {
  const rows = await owner.rows('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE])
  if (rows.length > 0) return
  try {
    await owner.rows(`CREATE ROLE ${APP_ROLE} NOLOGIN`)
  } catch (error) {
    // Another database of this server may make it at the same moment.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

async function maySwitch(owner: OwnerConnection): Promise<boolean> {
  // PostgreSQL 16 tells membership from the right to switch; before, being a member was that right.
  const [row] = await owner.rows<{ may: boolean }>(`
    SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = '${APP_ROLE}' AND pg_has_role(current_user, r.oid,
      CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)) AS may`)
  return row?.may ?? false
}

async function describeRefusal(owner: OwnerConnection, cause?: unknown): Promise<DatabaseError> {
  const [row] = await owner.rows<{ name: string; exists: boolean }>(
    `SELECT quote_ident(current_user) AS name, EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') AS exists`,
  )
  const statements = [
    ...(row?.exists ? [] : [`CREATE ROLE ${APP_ROLE} NOLOGIN;`]),
    `GRANT ${APP_ROLE} TO ${row?.name ?? 'the user of DATABASE_URL'};`,
  ]
  return new DatabaseError(
    `the user of DATABASE_URL may not ${row?.exists ? 'use' : 'make'} the role ${APP_ROLE}, which the app drops to`,
    `let an administrator run once: ${statements.join(' ')}`,
    { cause },
  )
}
