/** Invented; its check digits are right. */
export const PAYEE_ACCOUNT = { scheme: 'IBAN', identification: 'FI5542345670000081' } as const

/** Of somebody who is on nobody's list. */
export const OTHER_ACCOUNT = { scheme: 'IBAN', identification: 'FI1410093000123458' } as const

export const NOTHING_ELSE = { bic: null, clearing: null, country: null, addressLines: [] }

/** What a member could order and carry to the bank themselves. */
export function handOrder(accountId: string) {
  const line = {
    amount: '12.50',
    payeeId: null,
    name: 'Kauppa Oy',
    account: PAYEE_ACCOUNT,
    remittance: [],
    reference: null,
    regulatory: null,
  }
  return {
    ...{ accountId, channel: 'by_hand', paymentType: 'SEPA', psuType: 'personal', currency: 'EUR', executeOn: null, standingOrder: null },
    ...{
      chargeBearer: null,
      priority: null,
      debtorEmail: null,
      debtorPhone: null,
      authMethod: null,
      lines: [{ ...line, ...NOTHING_ELSE }],
    },
  }
}
