import { BankError } from '@/lib/banking/errors'
import { newId } from '@/lib/core/id'
import { asSystem, type Db } from '@/lib/db'
import { log } from '@/lib/log'

/** Why a bank is called: a reading by who asked for it, or a step in the life of an access. */
export type CallPurpose = 'first' | 'interactive' | 'scheduled' | 'connect' | 'renew' | 'end' | 'check'

export type CallOperation = 'start' | 'complete' | 'session' | 'revoke' | 'transactions' | 'pending' | 'balances'

/** One call as `bank_call` keeps it: never what was asked or answered, only that and how it went. */
export type CallRow = {
  readonly id: string
  readonly householdId: string
  readonly bankSessionId: string
  readonly accountId: string | null
  readonly runId: string | null
  readonly operation: CallOperation
  readonly purpose: CallPurpose
  readonly psuPresent: boolean
  /** Goes on with a list that an earlier call opened. */
  readonly furtherPage?: boolean
  readonly at: Date
  readonly durationMs: number
  /** ok, a BankError kind, or unexpected */
  readonly outcome: string
  readonly bankCode: string | null
}

export type CallFacts = Omit<CallRow, 'id' | 'durationMs' | 'outcome' | 'bankCode'>

/** Makes one call and hands over how it went, whether it answers or throws. */
export async function timeCall<T>(facts: CallFacts, call: () => Promise<T>, note: (row: CallRow) => void): Promise<T> {
  const startedMs = performance.now()
  const finish = (outcome: string, bankCode: string | null) =>
    note({ ...facts, id: newId(facts.at), durationMs: Math.round(performance.now() - startedMs), outcome, bankCode })
  try {
    const answer = await call()
    finish('ok', null)
    return answer
  } catch (error) {
    finish(error instanceof BankError ? error.kind : 'unexpected', error instanceof BankError ? (error.facts.bankCode ?? null) : null)
    throw error
  }
}

export type SessionCall = Pick<CallRow, 'householdId' | 'bankSessionId' | 'operation' | 'purpose' | 'psuPresent' | 'at'>

/**
 * Makes one call outside of a reading and writes it down at once. That it cannot be written down changes nothing about the
 * call: what the bank answered must reach whoever asked.
 */
export async function recordCall<T>(facts: SessionCall, call: () => Promise<T>): Promise<T> {
  const rows: CallRow[] = []
  try {
    return await timeCall({ ...facts, accountId: null, runId: null }, call, (row) => rows.push(row))
  } finally {
    await asSystem(facts.householdId, (db) => storeCalls(db, rows)).catch((error: unknown) =>
      log.warn('a call to a bank could not be written down', { bankSessionId: facts.bankSessionId, error }),
    )
  }
}

/** The rows as the database's own functions take them: `bank_call` columns by name; null when there is none. */
export function callsToJson(rows: readonly CallRow[]): string | null {
  if (rows.length === 0) return null
  return JSON.stringify(
    rows.map((row) => ({
      ...{ household_id: row.householdId, id: row.id, bank_session_id: row.bankSessionId, account_id: row.accountId, run_id: row.runId },
      ...{ operation: row.operation, purpose: row.purpose, psu_present: row.psuPresent, further_page: row.furtherPage ?? false },
      ...{ at: row.at, duration_ms: row.durationMs, outcome: row.outcome, bank_code: row.bankCode },
    })),
  )
}

export async function storeCalls(db: Db, rows: readonly CallRow[]): Promise<void> {
  if (rows.length > 0) await db.bankCall.createMany({ data: [...rows] })
}
