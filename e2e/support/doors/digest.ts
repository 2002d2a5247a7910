import type { OwnerConnection } from '@/lib/database/owner'

/**
 * A mark of every row of these households: it changes with any write, also one that changes no value. Left out is what a
 * refused or reading request may write: when a login session was last seen, the trace of somebody trying or taking a copy.
 */
export async function digestRows(tables: OwnerConnection, households: readonly string[]): Promise<Record<string, string>> {
  const names = await listTables(tables)
  const parts = names.map(({ name, column }) => {
    const mark = MARKS[name] ?? `t.ctid::text || ' ' || t.xmin::text`
    return `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(${mark}, ',' ORDER BY ${mark})), '') AS mark
              FROM "${name}" t WHERE t.${column} = ANY ($1::uuid[]) ${LEFT_OUT[name] ?? ''}`
  })
  const rows = await tables.rows<{ name: string; mark: string }>(parts.join(' UNION ALL '), [households])
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]))
}

const MARKS: Readonly<Record<string, string>> = {
  login_session: `t.id::text || ' ' || t.token_hash || ' ' || coalesce(t.revoked_at::text, '-')`,
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  audit_event: `AND t.kind NOT IN ('access_denied', 'consent_refused', 'export_made')`,
}

function listTables(tables: OwnerConnection): Promise<{ name: string; column: string }[]> {
  return tables.rows(
    `SELECT c.table_name AS name, min(c.column_name) AS column FROM information_schema.columns c
       JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
      WHERE c.table_schema = 'public' AND (c.column_name = 'household_id' OR (c.table_name = 'household' AND c.column_name = 'id'))
      GROUP BY c.table_name ORDER BY c.table_name`,
  )
}
