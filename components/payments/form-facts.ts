import type { PaymentCapability } from '@/lib/banking/payment-port'
import { formFields, type FormFields } from '@/lib/payments/check/form-fields'
import type { PayForm } from '@/lib/payments/pages/pay-form'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'
import { schemeOf } from './account-scheme'
import { fittingTypes, payableCurrencies, takesSeveral } from './choose-type'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'

/** What the chosen account's bank makes of the form: which types fit, which one is meant, which fields it has. */
export type FormFacts = {
  readonly source: PaymentSource | null
  readonly types: readonly PaymentCapability[]
  /** Null: by hand, or nothing fits (`isStuck`). */
  readonly capability: PaymentCapability | null
  readonly fields: FormFields
  /** Schemes of account numbers worth telling apart. */
  readonly schemes: readonly string[]
  readonly currencies: readonly string[]
  readonly canRepeat: boolean
  readonly canSeveral: boolean
  /** The bank takes payments, but none like this. */
  readonly isStuck: boolean
}

export function factsOf(form: PayForm, sources: readonly PaymentSource[], own: readonly PayeeSuggestion[]): FormFacts {
  const source = sources.find(({ accountId }) => accountId === form.accountId) ?? null
  if (!source || source.channel === 'by_hand') return byHand(source)
  const wish = { currency: form.currency, isSeveral: form.isSeveral, staysInBank: staysInBank(form, source, own), repeats: false }
  const around = fittingTypes(source, { ...wish, scheme: null })
  const schemes = [...new Set(around.flatMap((capability) => formFields(capability).accountSchemes))]
  const scheme = schemeOf(form.lines[0]?.account ?? '', schemes)
  const types = fittingTypes(source, { ...wish, scheme, repeats: form.repeat !== null })
  // A number of a kind the bank does not take is the number's fault: the form stays as it is and says so there.
  const offered = types.length > 0 ? types : around
  const capability = offered.find(({ paymentType }) => paymentType === form.paymentType) ?? offered[0] ?? null
  const fields = formFields(capability)
  return {
    source,
    types: offered,
    capability,
    fields,
    schemes: schemes.length > 0 ? schemes : ['IBAN'],
    currencies: payableCurrencies(source),
    canRepeat: !form.isSeveral && fields.standingOrder !== 'hidden',
    canSeveral: source.capabilities.some((type) => takesSeveral(type)),
    isStuck: capability === null,
  }
}

function byHand(source: PaymentSource | null): FormFacts {
  const fields = formFields(null)
  return {
    source,
    types: [],
    capability: null,
    fields,
    schemes: fields.accountSchemes,
    currencies: fields.currencies,
    canRepeat: false,
    canSeveral: source !== null,
    isStuck: false,
  }
}

/** The payee is another account of the household at the very bank that pays. */
function staysInBank({ lines }: PayForm, { tileId }: PaymentSource, own: readonly PayeeSuggestion[]): boolean {
  const number = lines[0]?.account.replace(/\s/g, '').toUpperCase() ?? ''
  return number !== '' && own.some(({ account, bankTileId }) => account.identification === number && bankTileId === tileId)
}
