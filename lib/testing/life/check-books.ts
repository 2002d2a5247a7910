import { findAuditBreak, type AuditKind } from '@/lib/households/audit'
import { asSystem } from '@/lib/db'
import type { Books } from './check-transactions'
import type { Edit } from './life'

/** I5: every balance we show is what the bank said of that type at the moment we saw it. */
export async function checkBalances({ database, ledger, householdId, bankTime }: Books): Promise<string[]> {
  const shown = await database.ownerQuery<{ hash: string; bank: string; type: string; minor: string; at: Date }>(
    `SELECT i.hash, a.aspsp_name AS bank, b.type, b.amount_minor::text AS minor, b.observed_at AS at
       FROM balance b JOIN account a ON a.household_id = b.household_id AND a.id = b.account_id
       JOIN account_identity i ON i.household_id = b.household_id AND i.account_id = b.account_id AND i.is_primary
      WHERE b.household_id = $1`,
    [householdId],
  )
  return shown.flatMap(({ hash, bank, type, minor, at }) => {
    const told = ledger.balances(hash, bankTime?.(at) ?? at).shown.filter((balance) => balance.type === type)
    if (told.some(({ amount }) => String(amount.minor) === minor)) return []
    const truth = told.map(({ amount }) => String(amount.minor)).join(', ')
    return [`I5 ${bank} …${hash.slice(-8)}: ${type} ${minor} was ${truth || 'never said'} at ${at.toISOString()}`]
  })
}

/** I9: rows, days and months add up to the same, in integers. */
export async function checkSums({ database, householdId }: Pick<Books, 'database' | 'householdId'>): Promise<string[]> {
  const rows = await database.ownerQuery<{ id: string; rows: string; months: string; days: string }>(
    `SELECT a.id::text AS id,
            (SELECT coalesce(sum(amount_minor), 0) || ' in ' || count(*) FROM transaction t
              WHERE t.household_id = a.household_id AND t.account_id = a.id AND t.status = 'BOOK' AND t.superseded_by_id IS NULL) AS rows,
            (SELECT coalesce(sum(in_minor + out_minor), 0) || ' in ' || coalesce(sum(count), 0) FROM monthly_total m
              WHERE m.household_id = a.household_id AND m.account_id = a.id) AS months,
            (SELECT coalesce(sum(net_minor), 0) || ' in ' || coalesce(sum(count), 0) FROM daily_total d
              WHERE d.household_id = a.household_id AND d.account_id = a.id) AS days
       FROM account a WHERE a.household_id = $1`,
    [householdId],
  )
  return rows
    .filter((row) => row.rows !== row.months || row.rows !== row.days)
    .map((row) => `I9 account ${row.id}: rows ${row.rows}, months ${row.months}, days ${row.days}`)
}

/** I8: what members wrote stands on the row, or on the one that took its place. */
export async function checkEdits(
  { database, householdId }: Pick<Books, 'database' | 'householdId'>,
  edits: ReadonlyMap<string, Edit>,
): Promise<string[]> {
  const violations: string[] = []
  for (const [id, edit] of edits) {
    const [row] = await database.ownerQuery<Edit & { id: string }>(
      `WITH RECURSIVE chain AS (
         SELECT t.* FROM transaction t WHERE t.household_id = $1 AND t.id = $2
         UNION ALL SELECT n.* FROM transaction n JOIN chain c ON n.household_id = c.household_id AND n.id = c.superseded_by_id)
       SELECT id::text AS id, user_name AS name, user_note AS note, user_category AS category FROM chain WHERE superseded_by_id IS NULL`,
      [householdId, id],
    )
    const lost =
      !row ||
      (['name', 'note', 'category'] as const).some((field) => edit[field] !== null && row[field] !== edit[field] && !edits.has(row.id))
    if (lost) violations.push(`I8 row ${id}: ${JSON.stringify(edit)} became ${JSON.stringify(row ?? null)}`)
  }
  return violations
}

/** Which entry may follow which in the life of one access. */
const MAY_FOLLOW: Readonly<Partial<Record<AuditKind, readonly (AuditKind | 'nothing')[]>>> = {
  consent_started: ['nothing'],
  consent_authorized: ['consent_started'],
  consent_declined: ['consent_started'],
  consent_failed: ['consent_started'],
  accounts_chosen: ['consent_authorized', 'accounts_chosen'],
  consent_ended: ['consent_started', 'consent_authorized', 'accounts_chosen'],
}

/** I10: the audit log is unbroken, and each access lived a life that is possible. */
export async function checkAudit({ database, householdId }: Pick<Books, 'database' | 'householdId'>): Promise<string[]> {
  const at = await asSystem(householdId, findAuditBreak)
  const entries = await database.ownerQuery<{ kind: AuditKind; subject: string }>(
    `SELECT kind, subject_id::text AS subject FROM audit_event WHERE household_id = $1 AND subject_id IS NOT NULL ORDER BY seq`,
    [householdId],
  )
  const last = new Map<string, AuditKind>()
  const impossible = entries.flatMap(({ kind, subject }) => {
    const before = last.get(subject) ?? 'nothing'
    last.set(subject, kind)
    return MAY_FOLLOW[kind]?.includes(before) === false ? [`I10 access ${subject}: ${kind} after ${before}`] : []
  })
  return [...(at === null ? [] : [`I10 the audit log is broken at ${at}`]), ...impossible]
}

/** Nothing is left hanging: no job given up (one without a key was replaced by another), no access nobody will read, no run without an end. */
export async function checkNothingHangs({ database, householdId, now }: Books): Promise<string[]> {
  const jobs = await database.ownerQuery<{ name: string; error: string | null }>(
    `SELECT t.identifier AS name, j.last_error AS error FROM graphile_worker._private_jobs j
       JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.payload->>'householdId' = $1 AND j.attempts >= j.max_attempts AND j.key IS NOT NULL`,
    [householdId],
  )
  const runs = await database.ownerQuery<{ id: string }>(
    `SELECT r.id::text AS id FROM sync_run r JOIN bank_session s ON s.household_id = r.household_id AND s.id = r.bank_session_id
      WHERE r.household_id = $1 AND r.finished_at IS NULL AND s.status = 'authorized' AND s.superseded_at IS NULL
        AND (s.leased_until IS NULL OR s.leased_until < $2)`,
    [householdId, now],
  )
  const forgotten = await database.ownerQuery<{ id: string }>(
    `SELECT s.id::text AS id FROM bank_session s
      WHERE s.household_id = $1 AND s.status = 'authorized' AND s.superseded_at IS NULL AND s.valid_until > $2
        AND EXISTS (SELECT FROM account_feed f JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
                     WHERE f.bank_session_id = s.id AND f.state <> 'ended' AND f.sealed_uid IS NOT NULL AND a.choice = 'kept')
        AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j
                         WHERE j.payload->>'bankSessionId' = s.id::text AND j.attempts < j.max_attempts)`,
    [householdId, now],
  )
  return [
    ...forgotten.map(({ id }) => `access ${id} lives and nobody will read it`),
    ...jobs.map(({ name, error }) => `a job ${name} was given up: ${error ?? ''}`),
    ...runs.map(({ id }) => `run ${id} never ended`),
  ]
}
