import type { Fetch } from '@/lib/banking/http'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { finishPaymentReturn } from '@/lib/payments/sending/finish-return'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import type { PayingActor } from '@/lib/payments/paying-actor'
import { submitPayment } from '@/lib/payments/submit-payment'
import { createFakePaymentBank, FAKE_BANK_NAME, type FakePayment } from './fake-payment-bank'
import { seedHousehold } from './household'
import { seedAccount } from './seed-account'
import { proveStepUp } from './step-up'
import type { TestDatabase } from './database'

export const OWN_IBAN = 'FI2112345600000785'
export const PAYEE_IBAN = 'FI5542345670000081'
export const BROWSER_ID = 'b'.repeat(43)

/** A line of an order that nothing is wrong with. */
export function goodLine(change: Partial<OrderLine> = {}): OrderLine {
  return {
    ...{ amount: '12.50', payeeId: null, name: 'Kauppa Oy', account: { scheme: 'IBAN', identification: PAYEE_IBAN } },
    ...{ bic: null, clearing: null, country: null, addressLines: [], remittance: ['Thanks'], reference: null, regulatory: null },
    ...change,
  }
}

export type Paying = Awaited<ReturnType<typeof openPaying>>

/** A household whose owner can pay from one account at the fake bank, just proved, and what they do to pay. */
export async function openPaying(start: Date, between?: (bank: Fetch) => Fetch) {
  const clock = { now: start }
  const now = () => clock.now
  const bank = createFakePaymentBank(now)
  bank.install(between)
  const { viewer, householdId, memberId } = await seedHousehold({ memberName: 'Aino' })
  const accountId = await seedAccount({ householdId, holders: [memberId], bank: FAKE_BANK_NAME, iban: OWN_IBAN, balanceMinor: 100_000n })
  await seedFeed({ householdId, memberId, accountId })
  await proveStepUp(viewer, start)
  const actor: PayingActor = { ...viewer, browserId: BROWSER_ID }

  function order(change: Partial<PaymentOrder> = {}): PaymentOrder {
    return {
      ...{ accountId, channel: 'bank', paymentType: 'SEPA', psuType: 'personal', currency: 'EUR', executeOn: null, standingOrder: null },
      ...{ chargeBearer: null, priority: null, debtorEmail: null, debtorPhone: null, authMethod: null, lines: [goodLine()] },
      ...change,
    }
  }

  async function submit(change: Partial<PaymentOrder> = {}, id = newId(now())): Promise<string> {
    await submitPayment(viewer, { id, order: order(change) }, { now: now() })
    return id
  }

  /** By who sees the payment as it stands now. */
  const send = async (id: string, who = actor, attemptsSeen?: number, credentials?: Record<string, string>) => {
    const seen = attemptsSeen ?? (await countAttempts(householdId, id))
    return beginAttempt(who, id, { psuContext: null, now: now(), attemptsSeen: seen, credentials })
  }

  /** Back from the bank's page of this payment of the bank's. */
  function comeBack(payment: FakePayment, { error, who = actor }: { error?: string; who?: PayingActor } = {}) {
    const query = new URLSearchParams({ state: payment.body.state as string, ...(error && { error }) })
    return finishPaymentReturn(who, query, { psuContext: null, now: now() })
  }

  const find = (id: string) =>
    asSystem(householdId, (db) =>
      db.payment.findUniqueOrThrow({
        where: { householdId_id: { householdId, id } },
        include: { attempts: { orderBy: { number: 'asc' } }, lines: { orderBy: { position: 'asc' } }, events: { orderBy: { id: 'asc' } } },
      }),
    )

  const eventsOf = async (id: string) => (await find(id)).events.map(({ kind }) => kind)
  const advance = async (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms)
    await proveStepUp(viewer, clock.now)
  }
  return { ...{ bank, viewer, actor, householdId, memberId, accountId, now, order, submit, send, comeBack, find, eventsOf, advance } }
}

/** The access through which the account came, by the installation's own application. */
async function seedFeed({ householdId, memberId, accountId }: { householdId: string; memberId: string; accountId: string }): Promise<void> {
  const bankSessionId = newId()
  await asSystem(householdId, async (db) => {
    await db.bankSession.create({
      data: {
        ...{ householdId, id: bankSessionId, memberId, connectorId: 'enable-banking', bankAppId: null },
        ...{ aspspName: FAKE_BANK_NAME, aspspCountry: 'FI', psuType: 'personal', requiredPsuHeaders: [], status: 'authorized' },
      },
    })
    await db.accountFeed.create({ data: { householdId, id: newId(), accountId, bankSessionId } })
  })
}

/** What a person sees who looks at a payment's page before they press. */
export function countAttempts(householdId: string, paymentId: string): Promise<number> {
  return asSystem(householdId, (db) => db.paymentAttempt.count({ where: { householdId, paymentId } }))
}

/** Jobs that wait for a payment. */
export async function waitingPolls(database: TestDatabase, paymentId: string): Promise<Date[]> {
  const rows = await database.ownerQuery<{ run_at: Date }>('SELECT run_at FROM graphile_worker._private_jobs WHERE key = $1', [
    `poll-payment:${paymentId}`,
  ])
  return rows.map(({ run_at }) => run_at)
}
