import { BankError } from '@/lib/banking/errors'
import type { PsuContext } from '@/lib/banking/port'
import { newId } from '@/lib/core/id'
import type { Db } from '@/lib/db'

export type BankOperation = 'transactions' | 'pending' | 'balances'

/** The calls one run makes to its bank: remembered one by one, written with the next batch. */
export type BankCalls = {
  /** Makes one call. A bank that refuses the headers of a person is asked once more without any. @throws BankError */
  make<T>(operation: BankOperation, accountId: string, call: (psuContext: PsuContext | null) => Promise<T>): Promise<T>
  /** Takes what was not written yet; give it back when writing it failed. */
  take(): CallRow[]
  giveBack(rows: readonly CallRow[]): void
}

type CallContext = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly runId: string
  readonly psuContext: PsuContext | null
  readonly now: () => Date
}

export function recordBankCalls({ householdId, bankSessionId, runId, psuContext, now }: CallContext): BankCalls {
  let context = psuContext
  let unwritten: CallRow[] = []

  async function attempt<T>(operation: BankOperation, accountId: string, call: (psuContext: PsuContext | null) => Promise<T>): Promise<T> {
    const [at, startedMs, sent] = [now(), performance.now(), context]
    const note = (outcome: string, bankCode: string | null) => {
      const durationMs = Math.round(performance.now() - startedMs)
      unwritten.push({
        id: newId(at),
        householdId,
        bankSessionId,
        accountId,
        runId,
        operation,
        psuPresent: sent !== null,
        at,
        durationMs,
        outcome,
        bankCode,
      })
    }
    try {
      const answer = await call(sent)
      note('ok', null)
      return answer
    } catch (error) {
      note(error instanceof BankError ? error.kind : 'unexpected', error instanceof BankError ? (error.facts.bankCode ?? null) : null)
      throw error
    }
  }

  return {
    async make(operation, accountId, call) {
      try {
        return await attempt(operation, accountId, call)
      } catch (error) {
        if (context === null || !(error instanceof BankError) || error.kind !== 'psu_headers_refused') throw error
        context = null
        return attempt(operation, accountId, call)
      }
    },
    take() {
      const rows = unwritten
      unwritten = []
      return rows
    },
    giveBack(rows) {
      unwritten.unshift(...rows)
    },
  }
}

export async function writeBankCalls(db: Db, rows: CallRow[]): Promise<void> {
  if (rows.length > 0) await db.bankCall.createMany({ data: rows })
}

export type CallRow = {
  id: string
  householdId: string
  bankSessionId: string
  accountId: string
  runId: string
  operation: string
  psuPresent: boolean
  at: Date
  durationMs: number
  outcome: string
  bankCode: string | null
}
