import { z } from 'zod'
import { BankError } from '@/lib/banking/errors'
import type { HttpAnswer } from '@/lib/banking/http'

/**
 * The API's answers as sent (OpenAPI 1.0.0-3030f99c). Strict where an answer would be useless otherwise, tolerant
 * elsewhere: unknown keys are ignored, enums are open, and null, absent and `""` are all null. A value of the wrong kind in
 * an optional place is null too, except whole numbers, which banks send where the documents say text.
 */

export const text = z.unknown().optional().transform(toText)
export const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true)
export const texts = z.unknown().optional().transform(toTexts)
export const required = z.union([z.string(), z.number().int()]).transform(String).pipe(z.string().min(1))

const Amount = z.object({ currency: text, amount: z.unknown().optional() }).nullish().catch(null)
const GenericId = z.object({ identification: text, scheme_name: text }).nullish().catch(null)
const AccountId = z.object({ iban: text, other: GenericId }).nullish().catch(null)
const PostalAddress = z
  .object({ street_name: text, building_number: text, post_code: text, town_name: text, country: text, address_line: texts })
  .nullish()
  .catch(null)
const Party = z.object({ name: text, postal_address: PostalAddress }).nullish().catch(null)
const Institution = z.object({ bic_fi: text, name: text }).nullish().catch(null)

/** A bank's name goes back byte for byte; one with NUL or half a character could be neither stored nor sent. */
const AspspRef = z.object({ name: required.refine((name) => !/[\0\uD800-\uDFFF]/u.test(name)), country: required })

export const WireAccount = z.object({
  uid: text,
  identification_hash: text,
  identification_hashes: texts,
  account_id: AccountId,
  all_account_ids: listOf(GenericId),
  account_servicer: Institution,
  name: text,
  details: text,
  usage: text,
  cash_account_type: text,
  product: text,
  currency: text,
  credit_limit: Amount,
})
export type WireAccount = z.infer<typeof WireAccount>

const Credential = z.object({ name: required, title: text, required: flag, description: text, template: text })
const AuthMethod = z.object({
  name: text,
  title: text,
  psu_type: text,
  approach: text,
  hidden_method: flag,
  credentials: listOf(Credential),
})
const SandboxUser = z.object({ username: text, password: text, otp: text })

export const WireAspsp = AspspRef.extend({
  logo: text,
  bic: text,
  group: z.object({ name: text }).nullish().catch(null),
  beta: flag,
  psu_types: texts,
  auth_methods: listOf(AuthMethod),
  maximum_consent_validity: z.number().int().positive().nullish().catch(null),
  required_psu_headers: texts,
  payments: z.array(z.unknown()).nullish().catch(null),
  sandbox: z
    .object({ users: listOf(SandboxUser) })
    .nullish()
    .catch(null),
})
export type WireAspsp = z.infer<typeof WireAspsp>

/** One unreadable bank must not hide the others. */
export const WireAspsps = z
  .object({ aspsps: z.array(z.unknown()) })
  .transform(({ aspsps }) => aspsps.flatMap((row) => WireAspsp.safeParse(row).data ?? []))

export const WireStarted = z.object({ url: z.string().min(1), authorization_id: text })

const Access = z.object({ valid_until: text }).nullish().catch(null)

export const WireAuthorized = z.object({
  session_id: required,
  accounts: z.array(WireAccount),
  aspsp: AspspRef,
  psu_type: text,
  access: Access,
})

/** Only the handle: enough to end a session whose answer cannot be used otherwise. */
export const WireSessionId = z.object({ session_id: required })

const SessionAccount = z.object({ uid: text, identification_hash: text, identification_hashes: texts })
export const WireSession = z.object({ status: required, accounts_data: listOf(SessionAccount), access: Access })
export type WireSession = z.infer<typeof WireSession>

export const WireBalance = z.object({
  name: text,
  balance_amount: Amount,
  balance_type: text,
  last_change_date_time: text,
  reference_date: text,
  last_committed_transaction: text,
})
export type WireBalance = z.infer<typeof WireBalance>

export const WireBalances = z.object({ balances: z.array(z.unknown()) })

export const WireTransaction = z.object({
  entry_reference: text,
  transaction_id: text,
  merchant_category_code: text,
  transaction_amount: Amount,
  credit_debit_indicator: text,
  status: text,
  booking_date: text,
  value_date: text,
  transaction_date: text,
  creditor: Party,
  creditor_account: AccountId,
  creditor_account_additional_identification: listOf(GenericId),
  debtor: Party,
  debtor_account: AccountId,
  debtor_account_additional_identification: listOf(GenericId),
  bank_transaction_code: z.object({ description: text, code: text, sub_code: text }).nullish().catch(null),
  balance_after_transaction: Amount,
  reference_number: text,
  remittance_information: texts,
  exchange_rate: z.object({ unit_currency: text, exchange_rate: text, instructed_amount: Amount }).nullish().catch(null),
  note: text,
})
export type WireTransaction = z.infer<typeof WireTransaction>
export type WireParty = WireTransaction['creditor']
export type WireAmount = WireTransaction['transaction_amount']
export type WireAccountId = WireTransaction['creditor_account']
export type WireGenericId = z.infer<typeof GenericId>

/** A key of another kind than text would make us page wrongly or stop early, so it refuses the page. */
export const WireTransactions = z.object({
  transactions: z.array(z.unknown()),
  continuation_key: z
    .string()
    .nullish()
    .transform((key) => key || null),
})

export const WireApplication = z.object({
  name: text,
  kid: text,
  environment: required,
  active: flag,
  countries: texts,
  services: texts,
  redirect_urls: texts,
})

/**
 * Believes an answer or refuses it whole.
 * @throws BankError `invalid_response` naming the places that do not fit, never their values
 */
export function parseAnswer<T>(answer: HttpAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(answer))
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.code}`)
  throw new BankError('invalid_response', {
    httpStatus: answer.status,
    bankMessage: places.join('; ').slice(0, 200),
    unreadable: answer.text,
  })
}

/** The JSON of an answer, or undefined when it is none (HTML pages, cut answers). */
export function findJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function parseJson(answer: HttpAnswer): unknown {
  const json = findJson(answer.text)
  if (json === undefined)
    throw new BankError('invalid_response', { httpStatus: answer.status, bankMessage: 'answer is not JSON', unreadable: answer.text })
  return json
}

function toText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null
}

/** A list of texts; a single text counts as a list of one. */
function toTexts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.flatMap((entry) => toText(entry) ?? [])
}

/** Entries that do not fit are left out: nothing in these lists is worth refusing the answer for. */
export function listOf<T extends z.ZodType>(schema: T) {
  return z
    .unknown()
    .optional()
    .transform((value): NonNullable<z.infer<T>>[] =>
      (Array.isArray(value) ? value : []).flatMap((entry) => schema.safeParse(entry).data ?? []),
    )
}
