import type { AccountNumber } from '@/lib/banking/payment-port'
import { cleanLine } from '@/lib/core/text'
import { checkLine } from '@/lib/payments/check/check-line'
import { fitLine } from '@/lib/payments/check/fit-order'
import { formFields, type FormFields } from '@/lib/payments/check/form-fields'
import type { OrderLine } from '@/lib/payments/order'
import { transliterate } from '@/lib/payments/text/sepa-text'
import type { BulkContext, BulkLine } from './bulk-file'

export type RawLine = {
  readonly lineNumber: number
  readonly name: string
  readonly account: AccountNumber
  /** Decimal text, or what stood there. */
  readonly amount: string
  readonly bic: string
  readonly reference: string
  readonly message: readonly string[]
  readonly clearing?: OrderLine['clearing']
  readonly country?: string
  readonly addressLines?: readonly string[]
}

/** A line as it would be sent, beside what was typed, with what is wrong with it. */
export function makeBulkLine(raw: RawLine, context: BulkContext): BulkLine {
  const fields = formFields(context.capability)
  const name = tidy(raw.name)
  const message = raw.message.map(tidy)
  const line = fitLine(
    {
      amount: raw.amount.slice(0, 40),
      payeeId: null,
      name: written(name, fields.isSepa),
      account: { scheme: raw.account.scheme, identification: raw.account.identification.slice(0, 60) },
      bic: raw.bic.slice(0, 20) || null,
      clearing: raw.clearing ?? null,
      country: raw.country?.slice(0, 10) || null,
      addressLines: (raw.addressLines ?? []).map((text) => written(tidy(text), fields.isSepa)),
      remittance: message.map((text, at) => written(text, hasSepaMessage(fields, at))),
      reference: raw.reference.slice(0, 60) || null,
      regulatory: null,
    },
    fields,
    context.currency,
  )
  return { lineNumber: raw.lineNumber, line, typed: { name, message: message.join('\n') }, errors: checkLine(line, fields, context) }
}

/** A bank with a pattern of its own says by that which characters it takes. */
function hasSepaMessage(fields: FormFields, at: number): boolean {
  return fields.isSepa && (fields.messageLines[at]?.pattern ?? null) === null
}

function written(text: string, isSepa: boolean): string {
  return isSepa ? transliterate(text).text.trim() : text
}

function tidy(text: string): string {
  return cleanLine(text, 1_000) ?? ''
}
