/** By what stands in the bank interface's path of a field, the more telling names first. `#` is the payee's place. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/reference_number/, 'lines.#.reference'],
  [/regulatory/, 'lines.#.regulatory'],
  [/clearing_system/, 'lines.#.clearing'],
  [/bic_fi|creditor_agent/, 'lines.#.bic'],
  [/creditor_account/, 'lines.#.account'],
  [/country/, 'lines.#.country'],
  [/postal_address|address_line/, 'lines.#.address'],
  [/instructed_amount/, 'lines.#.amount'],
  [/creditor.*name/, 'lines.#.name'],
  [/requested_execution_date/, 'executeOn'],
  [/end_date/, 'standingOrder.endDate'],
  [/frequency|execution_rule/, 'standingOrder.frequency'],
  [/charge_bearer/, 'chargeBearer'],
  [/priority/, 'priority'],
  [/email_address/, 'debtorEmail'],
  [/phone_number/, 'debtorPhone'],
  [/debtor_account|debtor_currency/, 'accountId'],
  [/payment_type/, 'paymentType'],
  [/auth_method/, 'authMethod'],
]

/**
 * The field of the form that a bank interface meant by a path of its request, such as
 * `payment_request.credit_transfer_transaction.0.beneficiary.creditor_account.identification`; null where the form has none.
 */
export function formFieldOf(path: string | null): string | null {
  if (path === null) return null
  const [, at = '0'] = /credit_transfer_transaction\.(\d{1,3})/.exec(path) ?? []
  const [, line] = /remittance_information(?:\.(\d{1,2}))?/.exec(path) ?? []
  if (path.includes('remittance_information')) return `lines.${at}.remittance.${line ?? '0'}`
  const found = FIELDS.find(([pattern]) => pattern.test(path))
  return found ? found[1].replace('#', at) : null
}
