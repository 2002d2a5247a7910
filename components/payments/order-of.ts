import type { PaymentCapability } from '@/lib/banking/payment-port'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import { findIsoDate } from '@/lib/core/iso-date'
import type { FormatStyle } from '@/lib/core/format-style'
import { fitOrder } from '@/lib/payments/check/fit-order'
import type { FormFields } from '@/lib/payments/check/form-fields'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'
import { methodsFor, type PaymentSource } from '@/lib/payments/sources/payment-source'
import { checkReference } from '@/lib/payments/references/check-reference'
import { transliterate } from '@/lib/payments/text/sepa-text'
import { schemeOf } from './account-scheme'
import { readTypedAmount } from './typed-amount'

export type OrderFacts = {
  readonly source: PaymentSource
  /** Null: by hand, or nothing the bank offers fits yet. */
  readonly capability: PaymentCapability | null
  readonly fields: FormFields
  readonly schemes: readonly string[]
  readonly style: FormatStyle
}

/** What was typed as the order that would be sealed and sent; what is wrong in it is `checkOrder`'s to name. */
export function orderOf(form: PayForm, facts: OrderFacts): PaymentOrder {
  const { source, capability, fields } = facts
  const isDated = fields.executionDate !== 'hidden' || form.repeat !== null
  const order: PaymentOrder = {
    accountId: source.accountId,
    channel: source.channel,
    paymentType: fields.paymentType,
    psuType: source.psuType,
    currency: form.currency,
    executeOn: isDated ? findIsoDate(form.executeOn) : null,
    standingOrder: form.repeat && {
      frequency: form.repeat.frequency,
      executionRule: form.repeat.executionRule,
      endDate: findIsoDate(form.repeat.endDate),
    },
    // Where there is a choice the form shows the first as chosen.
    chargeBearer: kept(form.chargeBearer, fields.chargeBearers) ?? (fields.chargeBearers.length > 1 ? fields.chargeBearers[0]! : null),
    priority: kept(form.priority, fields.priorities),
    debtorEmail: fields.debtorEmail === 'hidden' ? null : form.email.trim() || null,
    debtorPhone: fields.debtorPhone === 'hidden' ? null : form.phone.trim() || null,
    authMethod: chosenMethod(form, facts)?.name ?? null,
    lines: form.lines.map((line) => lineOf(line, form, facts)),
  }
  return fitOrder(order, capability)
}

/** How the person approves at the bank: as chosen, else the first the form shows; null where the bank's own page asks. */
function chosenMethod(form: PayForm, { source, capability }: Pick<OrderFacts, 'source' | 'capability'>): MethodChoice | null {
  if (capability === null) return null
  const methods = methodsFor(source, capability)
  return methods.find(({ name }) => name !== null && name === form.authMethod) ?? methods[0] ?? null
}

function lineOf(line: PayLine, form: PayForm, { fields, schemes, style }: OrderFacts): OrderLine {
  const amount = readTypedAmount(line.amount, { currency: form.currency, style })
  const { reference, remittance } = messageOf(line, fields)
  const shown = (need: FormFields['bic'], text: string) => (need === 'hidden' ? '' : text.trim())
  const member = shown(fields.clearing, line.clearingMember)
  return {
    amount: 'amount' in amount ? amount.amount : line.amount.trim(),
    payeeId: line.payeeId,
    name: written(line.name, fields.isSepa),
    account: { scheme: schemeOf(line.account, schemes) ?? schemes[0] ?? 'IBAN', identification: line.account },
    bic: line.bic.trim() || null,
    clearing: member ? { systemId: line.clearingSystem || null, memberId: member } : null,
    country: shown(fields.country, line.country) || null,
    addressLines: shown(fields.address, line.address)
      .split('\n')
      .map((text) => written(text, fields.isSepa)),
    remittance,
    reference,
    regulatory:
      fields.regulatory !== 'hidden' && line.regulatoryCode
        ? { code: line.regulatoryCode, information: line.regulatoryInformation.trim() }
        : null,
  }
}

/** A text that is a right reference goes as one, anything else as a message. */
export function messageOf(line: PayLine, fields: FormFields): { reference: string | null; remittance: string[] } {
  const reference = referenceOf(line, fields)
  const typed = reference === null ? line.message : [fields.referenceBesideMessage === 'both' ? line.alsoMessage : '']
  const lines = typed.slice(0, fields.messageLines.length).map((text, at) => written(text, isPlain(fields, at)))
  return { reference, remittance: lines.every((text) => text === '') ? [] : lines }
}

function referenceOf({ message: [first = ''] }: PayLine, { reference, referenceSchemes }: FormFields): string | null {
  if (first.trim() === '' || reference === 'hidden') return null
  const checked = checkReference(first, checkable(referenceSchemes))
  return checked.ok ? checked.canonical : null
}

/** Mandate ids and the like have no check digit: a plain message must not be taken for one. */
function checkable(schemes: readonly string[]): readonly string[] {
  const known = schemes.filter((scheme) => ['INTL', 'FIRF', 'NORF', 'BERF', 'SEBG'].includes(scheme))
  return known.length > 0 ? known : ['INTL']
}

/** A bank with a pattern of its own says by that which characters it takes. */
export function isPlain(fields: FormFields, line: number): boolean {
  return fields.isSepa && (fields.messageLines[line]?.pattern ?? null) === null
}

/** In the characters every bank passes on; the form shows what it becomes. */
function written(text: string, isSepa: boolean): string {
  const tidy = text.replace(/\s+/g, ' ').trim()
  return isSepa ? transliterate(tidy).text.trim() : tidy
}

function kept(value: string | null, offered: readonly string[]): string | null {
  return value !== null && offered.includes(value) ? value : null
}
