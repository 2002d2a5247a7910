import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import type { Bank } from '../../world/bank'
import { wrongField } from './errors'
import { requireChoice } from './request-fields'

const PAYMENT_TYPES = [
  'SEPA',
  'INST_SEPA',
  'DOMESTIC',
  'CROSSBORDER',
  'DOMESTIC_SE_GIRO',
  'INTERNAL',
  'BULK_SEPA',
  'BULK_DOMESTIC',
  'BULK_DOMESTIC_SE_GIRO',
] as const

/** GET /aspsps */
export function listAspsps(simulation: Simulation, application: Application, query: URLSearchParams): unknown {
  const country = query.get('country')
  if (country !== null && !/^[A-Z]{2}$/.test(country)) throw wrongField('query.country', 'not two capital letters')
  const psuType = choice(query, 'psu_type', ['personal', 'business'])
  const service = choice(query, 'service', ['AIS', 'PIS'])
  const paymentType = choice(query, 'payment_type', PAYMENT_TYPES)
  const banks = simulation.world.banks.filter(
    (bank) =>
      (country === null || bank.country === country) &&
      (psuType === null || bank.psuTypes.includes(psuType)) &&
      (service !== 'PIS' || bank.payments.length > 0) &&
      (paymentType === null || bank.payments.some((payment) => payment.payment_type === paymentType)),
  )
  return { aspsps: banks.map((bank) => describeBank(simulation, application, bank)) }
}

function choice<T extends string>(query: URLSearchParams, key: string, choices: readonly T[]): T | null {
  const value = query.get(key)
  return value === null ? null : requireChoice(value, choices, `query.${key}`)
}

function describeBank(simulation: Simulation, application: Application, bank: Bank): unknown {
  const { baseUrl, world } = simulation
  const users = world.customersOf(bank).map(({ username, password, otp }) => ({ username, password, otp }))
  return {
    name: bank.name,
    country: bank.country,
    logo: `${baseUrl}/logos/${bank.slug}.${bank.logo === 'png' ? 'png' : 'svg'}`,
    psu_types: bank.psuTypes,
    auth_methods: bank.authMethods.map((method) => ({
      name: method.name,
      title: method.title,
      psu_type: method.psuType,
      credentials: method.credentials.map(({ name, title, required, description, template }) => ({
        name,
        title,
        required,
        description,
        template,
      })),
      approach: method.approach,
      hidden_method: method.hidden,
    })),
    maximum_consent_validity: bank.maximumConsentValiditySeconds,
    sandbox: application.environment === 'SANDBOX' ? { users } : null,
    beta: bank.beta,
    bic: bank.bic,
    required_psu_headers: bank.requiredPsuHeaders,
    payments: bank.payments,
    group: bank.group === null ? null : { name: bank.group, logo: `${baseUrl}/logos/group-${slugOf(bank.group)}.svg` },
  }
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-')
}
