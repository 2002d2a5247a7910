import type { PaymentDescriptor, RemittanceLine } from '../../world/payment-descriptor'
import { wrongField } from './errors'
import { isReferenceOf } from './reference-numbers'
import { findList, findText, type Fields } from './request-fields'

const LINE_LENGTH_MAX = 140

/** What the payee will read: lines as the bank wants them, or a reference number, or both where it takes both. */
export function readTexts(entry: Fields, at: string, descriptor: PaymentDescriptor): { remittance: string[]; reference: string | null } {
  const place = `${at}.remittance_information`
  const lines = findList(entry, 'remittance_information', at)
  const reference = findText(entry, 'reference_number', at)
  if (!lines && descriptor.remittance_information_required && !reference) throw wrongField(place, 'field required')
  if (lines && reference && !descriptor.remittance_reference_supported) throw wrongField(place, 'not together with a reference number')
  if (reference !== null && !(descriptor.reference_number_supported && isReferenceOf(descriptor.reference_number_schemas, reference)))
    throw wrongField(`${at}.reference_number`, 'not a reference number of a supported kind')
  const rules = descriptor.remittance_information_lines
  if (lines && rules.length > 0 && lines.length !== rules.length) throw wrongField(place, `exactly ${rules.length} lines`)
  return { remittance: (lines ?? []).map((line, index) => readLine(line, `${place}.${index}`, rules[index])), reference }
}

function readLine(line: unknown, place: string, rule: RemittanceLine = {}): string {
  const { min_length = 0, max_length = LINE_LENGTH_MAX, pattern } = rule
  if (typeof line !== 'string') throw wrongField(place, 'not a string')
  if (line.length < min_length || line.length > max_length) throw wrongField(place, `not ${min_length} to ${max_length} characters`)
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(line)) throw wrongField(place, `does not match ${pattern}`)
  return line
}
