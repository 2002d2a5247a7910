import type { PaymentCapability } from '@/lib/banking/payment-port'
import { LINES_MAX, MESSAGE_LENGTH_MAX, NAME_LENGTH_MAX } from './order-limits'

/** `hidden`: neither needed nor of use; where a bank refuses the field, `checkOrder` refuses it too. */
export type Need = 'required' | 'optional' | 'hidden'

export type MessageLine = { readonly minLength: number; readonly maxLength: number; readonly pattern: string | null }

/** What a form shows and asks for, and what is checked: read once from what the bank says about one type of payment. */
export type FormFields = {
  readonly paymentType: string
  /** Empty: any. */
  readonly currencies: readonly string[]
  /** Schemes of the payee's account (IBAN BBAN BGNR PGNR …), never empty. */
  readonly accountSchemes: readonly string[]
  readonly name: Need
  readonly nameLengthMax: number
  readonly country: Need
  readonly address: Need
  readonly bic: Need
  readonly clearing: Need
  readonly message: Need
  /** A message or a reference must be there. */
  readonly isTextRequired: boolean
  /** Never empty. When the bank names lines a message has exactly as many. */
  readonly messageLines: readonly MessageLine[]
  readonly reference: Need
  /** Empty: every kind with check digits. */
  readonly referenceSchemes: readonly string[]
  /** `instead`: a message or a reference, not both. */
  readonly referenceBesideMessage: 'both' | 'instead'
  readonly executionDate: Need
  readonly executionDateDaysMax: number | null
  readonly standingOrder: Need
  readonly chargeBearers: readonly string[]
  readonly priorities: readonly string[]
  readonly debtorEmail: Need
  readonly debtorPhone: Need
  readonly regulatory: Need
  readonly regulatoryCodes: readonly { readonly value: string; readonly description: string }[]
  readonly linesMax: number
  /** Names are held to the SEPA characters, and messages where the bank has no pattern of its own. */
  readonly isSepa: boolean
  /** Within a bank and at once, money moves on days of rest too. */
  readonly movesAnyDay: boolean
}

const SEPA_TYPES: readonly string[] = ['SEPA', 'INST_SEPA', 'BULK_SEPA']

/** Of a type of payment at a bank; null: carried to the bank by hand, a SEPA transfer to an IBAN in euro. */
export function formFields(capability: PaymentCapability | null): FormFields {
  if (capability === null) return BY_HAND
  const isSepa = SEPA_TYPES.includes(capability.paymentType)
  const isAbroad = capability.paymentType === 'CROSSBORDER'
  const orOptional = (isRequired: boolean, isOptional: boolean): Need => (isRequired ? 'required' : isOptional ? 'optional' : 'hidden')
  const accountSchemes =
    capability.creditorAccountSchemes.length > 0 ? capability.creditorAccountSchemes : usualSchemes(capability.paymentType)
  const takesDates = capability.executionDateSupported && capability.paymentType !== 'INST_SEPA'
  return {
    paymentType: capability.paymentType,
    currencies: capability.currencies.length > 0 ? capability.currencies : usualCurrencies(capability.paymentType),
    accountSchemes,
    // SEPA rulebooks have no transfer without the payee's name, whatever the interface says.
    name: capability.creditorNameRequired || isSepa ? 'required' : 'optional',
    nameLengthMax: isSepa ? NAME_LENGTH_MAX : 140,
    country: orOptional(capability.creditorCountryRequired, isAbroad),
    address: orOptional(capability.creditorAddressRequired, isAbroad),
    bic: orOptional(capability.creditorBicRequired, isAbroad),
    clearing: orOptional(capability.creditorClearingIdRequired, accountSchemes.includes('BBAN')),
    ...texts(capability),
    executionDate: takesDates ? 'optional' : 'hidden',
    executionDateDaysMax: capability.executionDateDaysMax,
    standingOrder: orOptional(false, takesStandingOrders(capability, takesDates)),
    chargeBearers: capability.chargeBearers,
    priorities: capability.priorities,
    debtorEmail: orOptional(capability.debtorEmailRequired, false),
    debtorPhone: orOptional(capability.debtorPhoneRequired, false),
    regulatory: orOptional(capability.regulatoryCodeRequired, capability.regulatoryCodes.length > 0),
    regulatoryCodes: capability.regulatoryCodes,
    linesMax: Math.max(1, Math.min(capability.instructionsMax ?? 1, LINES_MAX)),
    isSepa,
    movesAnyDay: movesAnyDay(capability.paymentType),
  }
}

/** Instant payments do by scheme, a bank's own transfers because nothing leaves it. */
export function movesAnyDay(paymentType: string): boolean {
  return paymentType === 'INST_SEPA' || paymentType === 'INTERNAL'
}

const PLAIN_LINE: MessageLine = { minLength: 0, maxLength: MESSAGE_LENGTH_MAX, pattern: null }

function texts(capability: PaymentCapability) {
  const isEither = capability.remittanceRequired && capability.referenceSupported && !capability.remittanceWithReference
  const lines = capability.remittanceLines.map((rule) => ({
    minLength: rule.minLength ?? 0,
    maxLength: rule.maxLength ?? MESSAGE_LENGTH_MAX,
    pattern: rule.pattern,
  }))
  return {
    // Where a message is needed and a reference may only stand in its place, one of the two is.
    message: capability.remittanceRequired && !isEither ? 'required' : 'optional',
    messageLines: lines.length > 0 ? lines : [PLAIN_LINE],
    reference: capability.referenceSupported ? 'optional' : 'hidden',
    referenceSchemes: capability.referenceSupported ? capability.referenceSchemes : [],
    referenceBesideMessage: capability.remittanceWithReference ? 'both' : 'instead',
    isTextRequired: capability.remittanceRequired,
  } as const
}

/** A bank that does not say takes standing orders only where it takes days at all: their first is one. */
function takesStandingOrders({ standingOrders, paymentType }: PaymentCapability, takesDates: boolean): boolean {
  if (paymentType.startsWith('BULK_') || paymentType === 'INST_SEPA') return false
  return standingOrders === 'yes' || (standingOrders === 'unknown' && takesDates)
}

function usualSchemes(paymentType: string): readonly string[] {
  if (paymentType.endsWith('_GIRO')) return ['BGNR', 'PGNR']
  return SEPA_TYPES.includes(paymentType) ? ['IBAN'] : ['IBAN', 'BBAN']
}

function usualCurrencies(paymentType: string): readonly string[] {
  if (paymentType.endsWith('SE_GIRO')) return ['SEK']
  return SEPA_TYPES.includes(paymentType) ? ['EUR'] : []
}

const BY_HAND: FormFields = {
  paymentType: 'SEPA',
  currencies: ['EUR'],
  accountSchemes: ['IBAN'],
  name: 'required',
  nameLengthMax: NAME_LENGTH_MAX,
  country: 'hidden',
  address: 'hidden',
  bic: 'hidden',
  clearing: 'hidden',
  message: 'optional',
  messageLines: [PLAIN_LINE],
  isTextRequired: false,
  reference: 'optional',
  referenceSchemes: ['INTL', 'FIRF'],
  referenceBesideMessage: 'instead',
  executionDate: 'optional',
  executionDateDaysMax: null,
  standingOrder: 'hidden',
  chargeBearers: [],
  priorities: [],
  debtorEmail: 'hidden',
  debtorPhone: 'hidden',
  regulatory: 'hidden',
  regulatoryCodes: [],
  linesMax: LINES_MAX,
  isSepa: true,
  movesAnyDay: false,
}
