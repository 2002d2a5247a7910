import { BankError } from '@/lib/banking/errors'
import type { PsuContext } from '@/lib/banking/port'
import { timeCall, type CallPurpose, type CallRow } from '@/lib/bank-sessions/record-call'
import { OWN_QUOTA } from './run-error'

type Call<T> = (psuContext: PsuContext | null) => Promise<T>

export type BankOperation = 'transactions' | 'pending' | 'balances'

/** The calls one run makes to its bank: remembered one by one, written with the next batch. */
export type BankCalls = {
  /**
   * Makes one call. A bank that refuses the headers of a person is asked once more without any. Nothing is asked once the consent
   * has run out, nor without the person what the bank's number for the day no longer allows.
   * @throws BankError
   */
  make<T>(operation: BankOperation, accountId: string, call: Call<T>, more?: CallMore): Promise<T>
  /** Takes what was not written yet; give it back when writing it failed. */
  take(): CallRow[]
  giveBack(rows: readonly CallRow[]): void
}

type CallMore = {
  /** Goes on with a list that was opened before: banks count lists, not pages. */
  readonly isFurtherPage?: boolean
}

type CallContext = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly runId: string
  readonly purpose: CallPurpose
  readonly psuContext: PsuContext | null
  readonly now: () => Date
  readonly validUntil: Date | null
  /** How many lists of a kind this run may open of an account while the person is not there. */
  readonly listsLeft: (accountId: string, operation: BankOperation) => number
}

export function recordBankCalls({
  householdId,
  bankSessionId,
  runId,
  purpose,
  psuContext,
  now,
  validUntil,
  listsLeft,
}: CallContext): BankCalls {
  let context = psuContext
  let unwritten: CallRow[] = []
  const opened = new Map<string, number>()

  async function attempt<T>(operation: BankOperation, accountId: string, call: Call<T>, { isFurtherPage = false }: CallMore): Promise<T> {
    const [sent, at] = [context, now()]
    if (validUntil !== null && validUntil <= at) throw new BankError('consent_expired')
    if (sent === null && !isFurtherPage) spendOne(operation, accountId)
    const facts = {
      householdId,
      bankSessionId,
      accountId,
      runId,
      operation,
      purpose,
      psuPresent: sent !== null,
      furtherPage: isFurtherPage,
      at,
    }
    return timeCall(
      facts,
      () => call(sent),
      (row) => unwritten.push(row),
    )
  }

  function spendOne(operation: BankOperation, accountId: string): void {
    const key = `${operation} ${accountId}`
    const spent = opened.get(key) ?? 0
    if (spent >= listsLeft(accountId, operation)) throw new BankError('rate_limited', { bankCode: OWN_QUOTA })
    opened.set(key, spent + 1)
  }

  return {
    async make(operation, accountId, call, more = {}) {
      try {
        return await attempt(operation, accountId, call, more)
      } catch (error) {
        if (context === null || !(error instanceof BankError) || error.kind !== 'psu_headers_refused') throw error
        context = null
        return attempt(operation, accountId, call, more)
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
