import type { TestDatabase } from './database'

/** For tests: what the database holds of a household's accesses. `$1` is the household. */
export function accessRowsOf(database: () => TestDatabase, householdId: () => string) {
  const rows = <Row = Record<string, unknown>>(sql: string, ...more: unknown[]) => database().ownerQuery<Row>(sql, [householdId(), ...more])

  const jobs = () =>
    rows<{ key: string; at: Date }>(
      `SELECT j.key, j.run_at AS at FROM graphile_worker._private_jobs j WHERE j.payload ->> 'householdId' = $1 AND j.key IS NOT NULL ORDER BY j.id`,
    )

  /** Nothing is left of it here, and nothing to do at the bank. */
  const isEnded = async (id: string) => {
    const [session] = await rows<{ ended: boolean }>(
      `SELECT sealed_credentials IS NULL AND revoke_at_bank_since IS NULL AS ended FROM bank_session WHERE household_id = $1 AND id = $2`,
      id,
    )
    return session!.ended
  }

  return { rows, jobs, isEnded }
}
