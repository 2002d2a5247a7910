import { parseStoredDetail, type StoredDetail } from '@/lib/accounts/stored-detail'
import { findCurrency } from '@/lib/core/currency'
import { maskIbans } from '@/lib/core/iban'
import { parseIsoDate } from '@/lib/core/iso-date'
import { toMoneyDto, type MoneyDto } from '@/lib/core/money-dto'
import type { Vault } from '@/lib/vault/vault'
import type { ReplayChange, ReplayField, ReplayRow } from './replay-dto'
import type { RowState } from './replay-memory'

type Pair = { readonly before: RowState | null; readonly after: RowState | null }

/** What a replay did to one row, field by field; null when in the end it is what it was. */
export function describeChange({ before, after }: Pair, vault: Vault): ReplayChange | null {
  if (before && after) {
    const fields = [...columnFields(before, after), ...detailFields(openDetail(vault, before), openDetail(vault, after))]
    return fields.length > 0 ? { kind: 'changed', row: toReplayRow(after), fields } : null
  }
  if (after) return { kind: 'new', row: toReplayRow(after) }
  return before && { kind: 'gone', row: toReplayRow(before) }
}

export function toReplayRow({ id, day, name, status, ...row }: RowState): ReplayRow {
  return { id, day: parseIsoDate(day), name: maskIbans(name), amount: moneyOf(row.amountMinor, row.currency)!, status }
}

function columnFields(before: RowState, after: RowState): ReplayField[] {
  const amounts = [before, after].map(({ amountMinor, currency }) => moneyOf(amountMinor, currency))
  const balances = [before, after].map(({ balanceAfterMinor, currency }) => moneyOf(balanceAfterMinor, currency))
  return [
    ...(before.amountMinor === after.amountMinor && before.currency === after.currency ? [] : [field('amount', amounts[0], amounts[1])]),
    ...different('status', before.status, after.status),
    ...different('bookingDate', before.bookingDate, after.bookingDate),
    ...different('valueDate', before.valueDate, after.valueDate),
    ...different('day', before.day, after.day),
    ...different('name', before.name, after.name),
    ...different('description', before.description, after.description),
    ...different('category', before.category, after.category),
    ...(before.balanceAfterMinor === after.balanceAfterMinor ? [] : [field('balanceAfter', balances[0], balances[1])]),
    ...(before.supersededById === after.supersededById
      ? []
      : [field('superseded', before.supersededById && '✓', after.supersededById && '✓')]),
  ]
}

/** Facts behind the columns. The bank's ids are left out: some banks mint them anew every time. */
function detailFields(before: StoredDetail, after: StoredDetail): ReplayField[] {
  const sides = (detail: StoredDetail) => ({
    creditor: partyText(detail.creditor),
    debtor: partyText(detail.debtor),
    remittance: detail.remittance.join('\n') || null,
    reference: detail.referenceNumber,
    code:
      [detail.bankCode.code, detail.bankCode.subCode, detail.bankCode.description, detail.merchantCategoryCode].join(' ').trim() || null,
    note: detail.note,
    other: JSON.stringify([detail.exchange, detail.amountExcess, detail.transactionDate, detail.balanceAfter]),
  })
  const [a, b] = [sides(before), sides(after)]
  return (Object.keys(a) as (keyof typeof a)[]).flatMap((name) => different(name, a[name], b[name]))
}

function partyText({ name, iban, otherAccount, addressLines }: StoredDetail['creditor']): string | null {
  return [name, iban, otherAccount, ...addressLines].filter(Boolean).join(', ') || null
}

function different(name: ReplayField['field'], before: string | null, after: string | null): ReplayField[] {
  if (before === after) return []
  const isOpaque = name === 'other'
  return [field(name, isOpaque ? null : before && maskIbans(before), isOpaque ? null : after && maskIbans(after))]
}

function field(
  name: ReplayField['field'],
  before: ReplayField['before'] | undefined,
  after: ReplayField['after'] | undefined,
): ReplayField {
  return { field: name, before: before ?? null, after: after ?? null }
}

function moneyOf(minor: bigint | null, code: string): MoneyDto | null {
  const currency = findCurrency(code)
  return minor === null || !currency ? null : toMoneyDto({ minor, currency })
}

function openDetail(vault: Vault, { id, sealedDetail }: RowState): StoredDetail {
  return parseStoredDetail(vault.open({ table: 'transaction', column: 'sealed_detail', rowId: id }, sealedDetail))
}
