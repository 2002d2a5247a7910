import type { Quirks } from '../../quirks'

/** These may come as empty text where a bank does not know them. */
const TEXT_KEYS = new Set([
  'entry_reference',
  'merchant_category_code',
  'reference_number',
  'note',
  'transaction_id',
  'name',
  'details',
  'product',
  'booking_date',
  'value_date',
  'transaction_date',
  'description',
  'code',
  'sub_code',
  'issuer',
  'bic_fi',
  'street_name',
  'building_number',
  'post_code',
  'town_name',
  'country_sub_division',
  'department',
  'sub_department',
])

/** How the bank writes "not known": null as documented, no key at all, or empty text. Changes the value it is given. */
export function applyAbsence<T>({ absent }: Quirks, value: T): T {
  if (absent !== 'null') walk(value, absent)
  return value
}

function walk(value: unknown, absent: 'left-out' | 'empty-text'): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) walk(item, absent)
    return
  }
  const fields = value as Record<string, unknown>
  for (const key of Object.keys(fields)) {
    if (fields[key] !== null) walk(fields[key], absent)
    else if (absent === 'left-out') delete fields[key]
    else if (TEXT_KEYS.has(key)) fields[key] = ''
  }
}
