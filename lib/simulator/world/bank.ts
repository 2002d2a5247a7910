import type { PersonalityName } from '../personalities'
import type { PaymentDescriptor } from './payment-descriptor'
import type { PsuType } from './psu-type'

/** A field the person may fill in at the application already. `accepts` is what the bank really checks. */
export type BankCredential = {
  readonly name: string
  readonly title: string
  readonly required: boolean
  readonly description: string | null
  readonly template: string | null
  accepts(value: string): boolean
}

export type BankAuthMethod = {
  readonly name: string
  readonly title: string | null
  readonly psuType: PsuType
  readonly approach: 'REDIRECT' | 'DECOUPLED' | 'EMBEDDED'
  readonly hidden: boolean
  readonly credentials: readonly BankCredential[]
}

/** One bank in one country, with everything its list entry says. */
export type Bank = {
  /** Lower case, unique in the world; also names its logo. */
  readonly slug: string
  readonly name: string
  readonly country: string
  readonly currency: string
  readonly bic: string | null
  readonly group: string | null
  readonly beta: boolean
  readonly psuTypes: readonly PsuType[]
  readonly authMethods: readonly BankAuthMethod[]
  readonly maximumConsentValiditySeconds: number
  readonly requiredPsuHeaders: readonly string[]
  readonly personality: PersonalityName
  readonly payments: readonly PaymentDescriptor[]
  readonly logo: 'svg' | 'png' | 'script-svg'
}
