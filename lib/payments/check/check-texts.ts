import type { FormFields, MessageLine } from './form-fields'
import type { OrderLine } from '@/lib/payments/order'
import type { OrderErrorCode } from './order-error-codes'
import { checkReference } from '@/lib/payments/references/check-reference'
import { hasLooseSlash, isSepaText } from '@/lib/payments/text/sepa-text'

type TextErrors = Record<string, OrderErrorCode | null>
type MatchesPattern = ((pattern: string, value: string) => boolean) | null

/** The message and the reference of a line: what the bank needs, how long, and whether both may stand together. */
export function checkTexts({ remittance, reference }: OrderLine, fields: FormFields, matchesPattern: MatchesPattern): TextErrors {
  const hasMessage = remittance.some((line) => line.trim() !== '')
  const errors: TextErrors = { reference: checkReferenceField(reference, fields) }
  if (!hasMessage && (fields.message === 'required' || (fields.isTextRequired && !reference))) errors['remittance.0'] = 'required'
  else if (!hasMessage) return errors
  else if (reference && fields.referenceBesideMessage === 'instead') errors['remittance.0'] = 'message_or_reference'
  else if (remittance.length > fields.messageLines.length) errors.remittance = 'lines_too_many'
  else if (remittance.length < fields.messageLines.length) errors.remittance = 'lines_too_few'
  else
    remittance.forEach(
      (line, at) => (errors[`remittance.${at}`] = checkMessageLine(line, fields, { rule: fields.messageLines[at]!, matchesPattern })),
    )
  return errors
}

function checkReferenceField(reference: string | null, fields: FormFields): OrderErrorCode | null {
  if (!reference) return null
  if (fields.reference === 'hidden') return 'not_taken'
  const checked = checkReference(reference, fields.referenceSchemes)
  return checked.ok ? null : checked.code
}

function checkMessageLine(
  line: string,
  fields: FormFields,
  { rule, matchesPattern }: { rule: MessageLine; matchesPattern: MatchesPattern },
): OrderErrorCode | null {
  if (line.length > rule.maxLength) return 'too_long'
  if (line.length < rule.minLength) return line === '' ? 'required' : 'too_short'
  if (rule.pattern === null) return checkWords(line, { lengthMax: rule.maxLength, isSepa: fields.isSepa })
  if (matchesPattern === null || matchesPattern(rule.pattern, line)) return checkControls(line)
  return line === '' ? 'required' : 'pattern'
}

/** Names and free lines: their length, and in SEPA its characters. Elsewhere only what no bank can read is refused. */
export function checkWords(text: string, { lengthMax, isSepa }: { lengthMax: number; isSepa: boolean }): OrderErrorCode | null {
  if (text.length > lengthMax) return 'too_long'
  if (!isSepa) return checkControls(text)
  if (!isSepaText(text)) return 'characters'
  return hasLooseSlash(text) ? 'slashes' : null
}

function checkControls(text: string): OrderErrorCode | null {
  return /[\u0000-\u001F\u007F-\u009F\uFFFD]/.test(text) ? 'characters' : null
}
