import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import type { Random } from '@/lib/simulator/random'
import type { PaySource } from './pay-life'

const PAYEES = [
  { name: 'Kauppa Oy', identification: 'FI2112345600000785' },
  { name: 'Elnatet AB', identification: 'SE4550000000058398257466' },
  { name: 'Stadtwerke', identification: 'DE89370400440532013000' },
] as const

type Wish = { readonly number: number; readonly source: PaySource; readonly now: Date }

/** Something to pay. Many are alike in payee and amount, as a household's are; half say which one they are. */
export function drawOrder(random: Random, { number, source, now }: Wish): PaymentOrder {
  const [paymentType, lines] = drawShape(random, source)
  const later = paymentType !== 'INST_SEPA' && random.chance(0.12)
  const isStanding = paymentType === 'SEPA' && source.bank === 'Saaristo Bank' && random.chance(0.08)
  const day = addDays(utcDay(now), random.int(1, 6))
  return {
    ...{ accountId: source.accountId, channel: 'bank', paymentType, psuType: 'personal', currency: 'EUR' },
    ...{ executeOn: later || isStanding ? (day as IsoDate) : null, chargeBearer: null, priority: null },
    standingOrder: isStanding ? { frequency: random.pick(['WEEK', 'MNTH']), executionRule: 'FWNG', endDate: addDays(day, 20) } : null,
    ...{ debtorEmail: null, debtorPhone: null, authMethod: null },
    lines: Array.from({ length: lines }, (_, place) => drawLine(random, { number, place, bank: source.bank })),
  }
}

function drawShape(random: Random, { bank }: PaySource): [type: string, lines: number] {
  if (bank === 'Tammi Savings Bank') return ['SEPA', 1]
  const type = random.pick(['SEPA', 'SEPA', 'SEPA', 'INST_SEPA', 'BULK_SEPA'])
  return [type, type === 'BULK_SEPA' ? random.int(2, 4) : 1]
}

function drawLine(random: Random, { number, place, bank }: { number: number; place: number; bank: string }): OrderLine {
  const { name, identification } = random.pick(PAYEES)
  const text = random.chance(0.5) ? `Intent ${number}` : 'Thanks'
  return {
    ...{ amount: random.pick(['1.00', '2.50', `${random.int(1, 4)}.${random.int(10, 65)}`]), payeeId: null, name },
    ...{ account: { scheme: 'IBAN', identification }, bic: null, clearing: null, country: null, addressLines: [] },
    remittance: bank === 'Tammi Savings Bank' ? [text, `line ${place + 1}`] : [text],
    ...{ reference: null, regulatory: null },
  }
}
