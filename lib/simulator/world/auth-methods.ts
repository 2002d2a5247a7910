import type { BankAuthMethod, BankCredential } from './bank'
import type { PsuType } from './psu-type'

export type AuthSetup = 'redirect' | 'two-methods' | 'decoupled' | 'user-id' | 'lookahead' | 'runaway-template' | 'embedded'

const USER_ID: BankCredential = {
  name: 'userId',
  title: 'User ID',
  required: false,
  description: 'The name you use to sign in to your online bank',
  template: '^[a-z]+\\.[a-z]+$',
  accepts: (value) => /^[a-z]+\.[a-z]+$/.test(value),
}

/** The pattern looks ahead, which engines that never back-track refuse. */
const CONTRACT_NUMBER: BankCredential = {
  name: 'contractNumber',
  title: 'Contract number',
  required: true,
  description: '6 to 12 capitals and digits, at least one digit',
  template: '^(?=.*\\d)[A-Z0-9]{6,12}$',
  accepts: (value) => value.length >= 6 && value.length <= 12 && /^[A-Z0-9]*$/.test(value) && /\d/.test(value),
}

/** The pattern takes exponential time in a back-tracking engine; the bank itself only counts words. */
const CARD_HOLDER: BankCredential = {
  name: 'cardHolder',
  title: 'Name on the card',
  required: true,
  description: 'Letters and spaces, as printed',
  template: '^(([A-Za-z])+.?)+$',
  accepts: (value) => value.length <= 60 && /^[A-Za-z]/.test(value) && !/[^A-Za-z .]/.test(value),
}

const ONE_TIME_CODE: BankCredential = {
  name: 'otp',
  title: 'One-time code',
  required: true,
  description: 'Six digits from your code card',
  template: '^\\d{6}$',
  accepts: (value) => /^\d{6}$/.test(value),
}

const COMPANY_ID: BankCredential = {
  name: 'companyId',
  title: 'Company ID',
  required: true,
  description: 'Seven digits, a dash and a check digit',
  template: '^\\d{7}-\\d$',
  accepts: (value) => /^\d{7}-\d$/.test(value),
}

/** What a bank offers: one visible method by default; some have two, most of those with extras hide one more. */
export function authMethodsOf(setup: AuthSetup, psuTypes: readonly PsuType[]): BankAuthMethod[] {
  return psuTypes.flatMap((psuType) =>
    psuType === 'business'
      ? [method('business', { psuType, title: 'Company sign-in', credentials: [COMPANY_ID] })]
      : personalMethods(setup),
  )
}

function personalMethods(setup: AuthSetup): BankAuthMethod[] {
  switch (setup) {
    case 'redirect':
      return [method('redirect', { title: null })]
    case 'two-methods':
      return [
        method('app', { title: 'Approve in the bank’s app', approach: 'DECOUPLED', credentials: [{ ...USER_ID, required: true }] }),
        method('code-card', { title: 'Code card' }),
        method('branch', { title: 'Branch terminal', hidden: true }),
      ]
    case 'decoupled':
      return [method('app', { title: 'Approve in the bank’s app', approach: 'DECOUPLED' })]
    case 'user-id':
      return [
        method('online', { title: 'Online banking', credentials: [USER_ID] }),
        method('legacy', { title: 'Old sign-in', hidden: true }),
      ]
    case 'lookahead':
      return [method('contract', { title: 'Contract number', credentials: [CONTRACT_NUMBER] })]
    case 'runaway-template':
      return [method('card', { title: 'Card', credentials: [CARD_HOLDER] }), method('online', { title: 'Online banking' })]
    case 'embedded':
      return [
        method('codes', {
          title: 'User name and code',
          approach: 'EMBEDDED',
          credentials: [{ ...USER_ID, required: true }, ONE_TIME_CODE],
        }),
      ]
  }
}

type Options = Partial<Pick<BankAuthMethod, 'psuType' | 'title' | 'approach' | 'hidden' | 'credentials'>>

function method(
  name: string,
  { psuType = 'personal', title = null, approach = 'REDIRECT', hidden = false, credentials = [] }: Options,
): BankAuthMethod {
  return { name, title, psuType, approach, hidden, credentials }
}
