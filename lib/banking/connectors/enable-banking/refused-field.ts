/** What stands at the top of a CreatePaymentRequest. */
const ROOTS: readonly string[] = [
  'aspsp',
  'auth_method',
  'credentials',
  'language',
  'payment_request',
  'payment_type',
  'psu_id',
  'psu_type',
  'redirect_url',
  'state',
  'webhook_url',
]

const BELOW = String.raw`(?:\.\w{1,60}|\[\w{1,60}\])`

/** In words: a path from the body, a path below a root, or a name that is no word of any language. */
const IN_WORDS: readonly RegExp[] = [
  new RegExp(`\\bbody\\.((?:${ROOTS.join('|')})${BELOW}*)`),
  new RegExp(`\\b((?:${ROOTS.join('|')})${BELOW}+|(?:${ROOTS.filter((root) => root.includes('_')).join('|')})\\b)`),
  new RegExp(
    `\\b((?:remittance_information|reference_number|requested_execution_date|instructed_amount|creditor_account|creditor_agent|debtor_account|` +
      `debtor_currency|bic_fi|clearing_system_member_id|postal_address|address_line|charge_bearer|instruction_priority|regulatory_reporting|` +
      `credit_transfer_transaction|end_to_end_id|instruction_id|execution_rule|end_date|email_address|phone_number)\\b${BELOW}*)`,
  ),
]

const LENGTH_MAX = 120
const DEPTH_MAX = 4

/**
 * Which field of our request an error answer names, as a dotted path of what was sent: from places
 * (`{ "loc": ["body", "payment_request", …] }`) or from words. Null when it names none.
 */
export function findRefusedField(json: unknown): string | null {
  const body = asRecord(json)
  const found = body && (findIn(body.detail, 0) ?? findIn(body.message, 0))
  return found ? found.slice(0, LENGTH_MAX) : null
}

function findIn(value: unknown, depth: number): string | null {
  if (depth > DEPTH_MAX) return null
  if (typeof value === 'string') return findInWords(value.slice(0, 2_000))
  if (Array.isArray(value)) return first(value.slice(0, 20), (entry) => findIn(entry, depth + 1))
  const record = asRecord(value)
  if (!record) return null
  return findInPlaces(record.loc) ?? first(Object.values(record).slice(0, 20), (entry) => findIn(entry, depth + 1))
}

function findInPlaces(loc: unknown): string | null {
  if (!Array.isArray(loc)) return null
  const parts = (loc[0] === 'body' ? loc.slice(1) : loc).map(String)
  return ROOTS.includes(parts[0] ?? '') && parts.every((part) => /^\w{1,60}$/.test(part)) ? parts.join('.') : null
}

function findInWords(text: string): string | null {
  const path = first(IN_WORDS, (pattern) => pattern.exec(text)?.[1] ?? null)
  return path?.replace(/\[(\w+)\]/g, '.$1') ?? null
}

function first<T>(values: readonly T[], find: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = find(value)
    if (found) return found
  }
  return null
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
}
