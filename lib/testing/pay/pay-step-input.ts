import type { Payer } from './pay-household'
import type { PayStepInput } from './take-pay-step'

/** The same small payment each time, from the payer's first account. */
export function payStepInput(
  { actor, sources }: Payer,
  { paymentId, query, now }: { paymentId: string; query: string; now: Date },
): PayStepInput {
  const line = {
    ...{ amount: '0.21', payeeId: null, name: 'Kauppa Oy', account: { scheme: 'IBAN', identification: 'FI2112345600000785' } },
    ...{ bic: null, clearing: null, country: null, addressLines: [], remittance: ['Thanks'], reference: null, regulatory: null },
  }
  const order = {
    ...({ accountId: sources[0]!.accountId, channel: 'bank', paymentType: 'SEPA', psuType: 'personal', currency: 'EUR' } as const),
    ...{ executeOn: null, standingOrder: null, chargeBearer: null, priority: null, debtorEmail: null, debtorPhone: null, authMethod: null },
    lines: [line],
  }
  return { actor, paymentId, order, query, now: now.toISOString() }
}
