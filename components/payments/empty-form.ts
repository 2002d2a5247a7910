import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'

let lines = 0

export function emptyLine(): PayLine {
  return {
    key: `line-${++lines}`,
    payeeId: null,
    name: '',
    account: '',
    amount: '',
    message: [''],
    alsoMessage: '',
    bic: '',
    clearingSystem: '',
    clearingMember: '',
    country: '',
    address: '',
    regulatoryCode: '',
    regulatoryInformation: '',
  }
}

/** Nothing is typed in it. */
export function isBlankLine({ name, account, amount, message }: PayLine): boolean {
  return [name, account, amount, ...message].every((text) => text.trim() === '')
}

export function emptyForm({ accountId, currency }: { accountId: string | null; currency: string }): PayForm {
  return {
    accountId,
    paymentType: null,
    currency,
    executeOn: null,
    repeat: null,
    chargeBearer: null,
    priority: null,
    authMethod: null,
    email: '',
    phone: '',
    isSeveral: false,
    lines: [emptyLine()],
  }
}
