import { IBAN_INDEX } from '@/lib/accounts/blind-index'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { PaymentOrder } from '@/lib/payments/order'
import { hashOrder, sealOrder } from '@/lib/payments/seal-order'
import { openVault } from '@/lib/vault/vault'

type Wish = { readonly accountId: string; readonly count: number; readonly payeeIban: string; readonly now: Date }

const DAY_MS = 86_400_000

/** Payments of the last weeks that the bank took and whose debits have not come; each of another sum, ending in 37 cents. */
export async function seedOpenPayments({ householdId, memberId }: Viewer, { accountId, count, payeeIban, now }: Wish): Promise<void> {
  await asSystem(
    householdId,
    async (db) => {
      const vault = await openVault(db, householdId)
      const made = Array.from({ length: count }, (_, at) => ({
        ...{ id: newId(), amount: `${5 + at}.37`, minor: BigInt(537 + at * 100) },
        sentAt: new Date(now.getTime() - (at % 20) * DAY_MS),
      }))
      await db.payment.createMany({
        data: made.map(({ id, amount, minor, sentAt }) => {
          const order = orderOf(accountId, amount, payeeIban)
          return {
            ...{ householdId, id, memberId, accountId, channel: 'bank', aspspName: 'x', aspspCountry: 'FI', psuType: 'personal' },
            ...{ paymentType: 'SEPA', status: 'accepted', sealedOrder: sealOrder(vault, id, order), orderHash: hashOrder(vault, order) },
            ...{ amountMinor: minor, currency: 'EUR', creditorName: 'Kauppa', createdAt: sentAt, submittedAt: sentAt },
          }
        }),
      })
      const counterpartyIndex = vault.blindIndex(IBAN_INDEX, payeeIban)
      await db.paymentLine.createMany({
        data: made.map(({ id, minor }) => ({
          ...{ householdId, paymentId: id, position: 0, amountMinor: minor, currency: 'EUR', creditorName: 'Kauppa' },
          ...{ creditorIndex: counterpartyIndex, counterpartyIndex, endToEndId: `S${id}` },
        })),
      })
    },
    { timeoutMs: 60_000 },
  )
}

function orderOf(accountId: string, amount: string, payeeIban: string): PaymentOrder {
  return {
    ...{ accountId, channel: 'bank', paymentType: 'SEPA', psuType: 'personal', currency: 'EUR', executeOn: null, standingOrder: null },
    ...{ chargeBearer: null, priority: null, debtorEmail: null, debtorPhone: null, authMethod: null },
    lines: [
      {
        ...{ amount, payeeId: null, name: 'Kauppa', account: { scheme: 'IBAN', identification: payeeIban }, bic: null, clearing: null },
        ...{ country: null, addressLines: [], remittance: [], reference: null, regulatory: null },
      },
    ],
  }
}
