import type { BankError } from '@/lib/banking/errors'
import type {
  BalancesAnswer,
  Connector,
  PortAccount,
  PortBalance,
  PortTransaction,
  RejectedRow,
  TransactionsQuery,
} from '@/lib/banking/port'
import type { Currency } from '@/lib/core/currency'
import { parseMoney } from '@/lib/core/money'

/** For tests: a bank whose lists are given, which counts its calls and fails where it is told to. */
export type FakeBank = {
  readonly connector: Connector
  readonly calls: { operation: string; uid: string; query: Partial<TransactionsQuery> }[]
  booked: Record<string, readonly PortTransaction[]>
  pending: Record<string, readonly PortTransaction[]>
  balances: Record<string, readonly PortBalance[]>
  rejected: readonly RejectedRow[]
  pageSize: number
  /** Called before each call with its number from 1; throws what the bank answers. */
  before: (call: { number: number; operation: string; uid: string; query: Partial<TransactionsQuery> }) => void | Promise<void>
}

export function openFakeBank(): FakeBank {
  const bank: FakeBank = {
    calls: [],
    booked: {},
    pending: {},
    balances: {},
    rejected: [],
    pageSize: 3,
    before: () => undefined,
    connector: {
      id: 'enable-banking',
      listTransactions,
      listBalances,
      getApplication: unused,
      listAspsps: unused,
      startAuthorization: unused,
      completeAuthorization: unused,
      getSession: unused,
      getAccountDetails: unused,
      getTransaction: unused,
      revoke: () => Promise.resolve(),
      showsPerson: () => true,
      isAllowedRedirect: () => false,
    },
  }

  async function answer(operation: string, query: { uid: string } & Partial<TransactionsQuery>): Promise<void> {
    bank.calls.push({ operation, uid: query.uid, query })
    await bank.before({ number: bank.calls.length, operation, uid: query.uid, query })
  }

  async function listTransactions(query: TransactionsQuery) {
    await answer(query.status === 'PDNG' ? 'pending' : 'booked', query)
    const both = [...(bank.booked[query.uid] ?? []), ...(bank.pending[query.uid] ?? [])]
    const list = query.status === 'PDNG' ? (bank.pending[query.uid] ?? []) : query.status === 'BOOK' ? (bank.booked[query.uid] ?? []) : both
    const inWindow = list.filter(({ bookingDate: day }) => !day || (day >= (query.dateFrom ?? '') && day <= (query.dateTo ?? '9999')))
    const at = Number(query.continuationKey ?? 0)
    const transactions = inWindow.slice(at, at + bank.pageSize)
    const hasMore = at + bank.pageSize < inWindow.length
    const rejected = at === 0 && query.status !== 'PDNG' ? bank.rejected : []
    return {
      transactions,
      rejected,
      continuationKey: hasMore ? String(at + bank.pageSize) : null,
      raw: JSON.stringify({ page: at, of: inWindow.length }),
    }
  }

  async function listBalances(query: { uid: string }): Promise<BalancesAnswer> {
    await answer('balances', query)
    return { balances: bank.balances[query.uid] ?? [], rejected: [], raw: '{"balances":[]}' }
  }

  return bank
}

export function failWith(error: BankError, when: (call: { number: number; operation: string; uid: string }) => boolean) {
  return (call: { number: number; operation: string; uid: string }) => {
    if (when(call)) throw error
  }
}

export function fakeAccount(uid: string, more: Partial<PortAccount> = {}): PortAccount {
  return {
    uid,
    identificationHashes: [`hash of ${uid}`],
    iban: null,
    otherIdentification: { scheme: 'BBAN', identification: `0000${uid}` },
    currency: 'EUR' as Currency,
    holderName: 'Aino Virtanen',
    details: `Account ${uid}`,
    product: null,
    cashAccountType: 'CACC',
    usage: 'PRIV',
    servicerBic: null,
    creditLimit: null,
    ...more,
  }
}

export function fakeBalance(type: string, amount: string, more: Partial<PortBalance> = {}): PortBalance {
  return {
    type,
    name: null,
    amount: parseMoney(amount, 'EUR'),
    referenceDate: null,
    lastChangeAt: null,
    lastCommittedTransaction: null,
    ...more,
  }
}

function unused(): never {
  throw new Error('this bank only lists transactions and balances')
}
