import { BankError } from '@/lib/banking/errors'
import type { HttpAnswer } from '@/lib/banking/http'
import type { AccountQuery, BalancesAnswer, PortAccount, PortTransaction, TransactionsPage, TransactionsQuery } from '@/lib/banking/port'
import type { Client } from './client'
import { mapBalance, mapRows, mapTransaction } from './map'
import { mapAccount } from './map-session'
import { psuHeaders } from './psu-headers'
import { findJson, parseAnswer, WireAccount, WireBalances, WireTransactions } from './wire'

/** GET /accounts/{uid}/details. */
export async function getAccountDetails(client: Client, query: AccountQuery): Promise<PortAccount> {
  const answer = await client({ operation: 'details', path: ['accounts', query.uid, 'details'], ...presence(query) })
  return mapAccount(parseAnswer(answer, WireAccount))
}

/** GET /accounts/{uid}/balances. */
export async function listBalances(client: Client, query: AccountQuery): Promise<BalancesAnswer> {
  const answer = await client({ operation: 'balances', path: ['accounts', query.uid, 'balances'], ...presence(query) })
  const { accepted, rejected } = mapRows(parseAnswer(answer, WireBalances).balances, mapBalance)
  return { balances: accepted, rejected, raw: answer.text }
}

/** GET /accounts/{uid}/transactions: one page. All parameters stay the same from page to page; only the key changes. */
export function requestTransactions(client: Client, query: TransactionsQuery): Promise<HttpAnswer> {
  const isLongest = query.strategy === 'longest'
  return client({
    operation: 'transactions',
    path: ['accounts', query.uid, 'transactions'],
    query: {
      date_from: query.dateFrom,
      // Refused without date_from, ignored with `longest`.
      date_to: query.dateFrom !== null && !isLongest ? query.dateTo : null,
      transaction_status: query.status,
      // `default` is the default: not naming it spares banks that know only their own parameters.
      strategy: isLongest ? 'longest' : null,
      continuation_key: query.continuationKey,
    },
    ...presence(query),
  })
}

/** @throws BankError `invalid_response` when the page cannot be read as a whole; single bad rows are set aside */
export function parseTransactions(answer: HttpAnswer): TransactionsPage {
  const page = parseAnswer(answer, WireTransactions)
  const { accepted, rejected } = mapRows(page.transactions, mapTransaction)
  return { transactions: accepted, rejected, continuationKey: page.continuation_key, raw: answer.text }
}

/** GET /accounts/{uid}/transactions/{transaction_id}. */
export async function getTransaction(client: Client, query: AccountQuery & { transactionId: string }): Promise<PortTransaction> {
  const answer = await client({
    operation: 'transaction',
    path: ['accounts', query.uid, 'transactions', query.transactionId],
    ...presence(query),
  })
  const mapped = mapTransaction(findJson(answer.text))
  if ('row' in mapped) return mapped.row
  throw new BankError('invalid_response', { httpStatus: answer.status, bankMessage: mapped.rejected.reason })
}

function presence({ psuContext, requiredPsuHeaders }: AccountQuery) {
  return { headers: psuHeaders(psuContext, requiredPsuHeaders), background: psuContext === null }
}
