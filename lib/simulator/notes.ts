import type { ServedRow } from './served-row'
import type { Account } from './world/account'

export type Call = {
  readonly at: Date
  readonly operation: string
  readonly path: string
  readonly applicationId: string | null
  /** The session named by the call or by its account. */
  readonly sessionId: string | null
  /** Identification hash of the account that was read. */
  readonly account: string | null
  readonly psuHeaders: boolean
  readonly status: number
  readonly error: string | null
}

export type Delivery = {
  readonly at: Date
  readonly sessionId: string
  readonly uid: string
  readonly account: string
  readonly rowIds: readonly string[]
  readonly rows: readonly ServedRow[]
}

export type BalancesServed = {
  readonly at: Date
  readonly sessionId: string
  readonly account: string
  readonly balances: readonly { readonly type: string; readonly amount: string; readonly referenceDate: string }[]
}

type By = { readonly at: Date; readonly session: string; readonly account: Account }

/** What was asked and what was served, in order. */
export type Notes = {
  readonly calls: readonly Call[]
  readonly deliveries: readonly Delivery[]
  readonly balanceDeliveries: readonly BalancesServed[]
  noteCall(call: Call): void
  noteDelivery(delivery: By & { uid: string; rows: readonly ServedRow[] }): void
  noteBalances(served: By & Pick<BalancesServed, 'balances'>): void
}

/** A long-running simulator forgets the oldest notes. */
const NOTES_MAX = 20_000
const ROWS_MAX = 200_000

/** @param hashOf how the ledger names an account, whatever its numbers are by now */
export function createNotes(hashOf: (account: Account) => string): Notes {
  const calls: Call[] = []
  const deliveries: Delivery[] = []
  const balanceDeliveries: BalancesServed[] = []
  let rowsNoted = 0
  const sizeOf = (forgotten: readonly Delivery[]) => forgotten.reduce((sum, { rows }) => sum + rows.length, 0)
  return {
    calls,
    deliveries,
    balanceDeliveries,
    noteCall: (call) => void keep(calls, call),
    noteDelivery({ at, session, uid, account, rows }) {
      const rowIds = rows.map(({ rowId }) => rowId)
      rowsNoted += rows.length - sizeOf(keep(deliveries, { at, sessionId: session, uid, account: hashOf(account), rowIds, rows }))
      if (rowsNoted > ROWS_MAX) rowsNoted -= sizeOf(deliveries.splice(0, Math.ceil(deliveries.length / 10)))
    },
    noteBalances: ({ at, session, account, balances }) =>
      void keep(balanceDeliveries, { at, sessionId: session, account: hashOf(account), balances }),
  }
}

/** @returns what was forgotten for it */
function keep<T>(notes: T[], note: T): T[] {
  notes.push(note)
  return notes.length > NOTES_MAX ? notes.splice(0, NOTES_MAX / 10) : []
}
