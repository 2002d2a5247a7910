import { minorShown } from '../../minor-shown'
import { decimalOf } from '../../world/routines/move'
import type { Exchange, RowStatus, TrueRow } from '../../world/true-row'
import { bankTransactionCode } from './bank-transaction-code'
import { spoil } from './oddities'
import { counterpartyWire, holderWire, type PartyWire } from './party-wire'
import type { ReadableAccount } from './read-account'
import { entryReference, transactionId, type RowContext } from './references'
import { ownIdShown, remittanceLines } from './remittance'
import { rowDates } from './row-dates'

/** A row as this bank writes it. */
export function transactionWire(row: TrueRow, status: RowStatus, context: RowContext): Record<string, unknown> {
  const { readable, index, delivery } = context
  const { account, quirks } = readable
  const minor = minorShown(row, status, quirks)
  const outgoing = minor < 0n
  const [other, own] = [counterpartyWire(row, context), holderWire(row, readable)]
  const [creditor, debtor] = outgoing ? [other, own] : [own, other]
  const wire = {
    entry_reference: entryReference(row, status, context),
    merchant_category_code: row.mcc,
    transaction_amount: { currency: account.currency, amount: amountText(outgoing ? -minor : minor, readable) },
    ...parties(creditor, debtor),
    bank_transaction_code: bankTransactionCode(row, context),
    credit_debit_indicator: outgoing ? 'DBIT' : 'CRDT',
    status: statusShown(status, readable),
    ...rowDates(row, status, context),
    balance_after_transaction: index === null ? null : balanceAfter(index, context),
    reference_number: row.reference?.number ?? ownIdShown(row, readable, 'reference-number'),
    reference_number_schema: row.reference?.scheme ?? null,
    remittance_information: remittanceLines(row, context),
    debtor_account_additional_identification: null,
    creditor_account_additional_identification: null,
    exchange_rate: row.exchange ? exchangeWire(row.exchange) : null,
    note: row.note,
    transaction_id: transactionId(row, readable, delivery),
  }
  return quirks.oddities.length > 0 ? spoil(row, wire, readable) : wire
}

/** What the bank calls the status; requests filter by it too. */
export function statusShown(status: RowStatus, { quirks }: Pick<ReadableAccount, 'quirks'>): RowStatus | 'OTHR' {
  return status === 'PDNG' ? quirks.pendingStatus : status
}

function parties(creditor: PartyWire, debtor: PartyWire): Record<string, unknown> {
  return {
    creditor: creditor.party,
    creditor_account: creditor.account,
    creditor_agent: creditor.agent,
    debtor: debtor.party,
    debtor_account: debtor.account,
    debtor_agent: debtor.agent,
  }
}

function amountText(minor: bigint, { account, quirks }: ReadableAccount): string {
  const text = decimalOf(minor, account.currency)
  return quirks.amountDecimals === 'three' ? `${text}0` : text
}

function balanceAfter(index: number, { readable, history }: RowContext): unknown {
  const { account, quirks } = readable
  if (quirks.balanceAfter === 'absent') return null
  const currency = quirks.balanceAfter === 'without-currency' ? 'XXX' : account.currency
  return { currency, amount: amountText(history.balanceAfter(index + 1), readable) }
}

function exchangeWire(exchange: Exchange): unknown {
  return {
    unit_currency: exchange.unitCurrency,
    exchange_rate: exchange.rate,
    rate_type: 'SPOT',
    contract_identification: null,
    instructed_amount: { currency: exchange.instructedCurrency, amount: decimalOf(exchange.instructedMinor, exchange.instructedCurrency) },
  }
}
