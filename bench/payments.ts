import { addDays, utcDay } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { StartedPayment, StartPaymentInput } from '@/lib/banking/payment-port'
import { pollDelayMs } from '@/lib/payments/following/poll-delay'
import { handlePlace } from '@/lib/payments/sending/sealed-attempt'
import { openVault } from '@/lib/vault/vault'
import { openBenchBank, type BenchBank } from './bench-bank'
import type { BenchDatabase } from './bench-database'
import { cpuTime } from './cpu-time'
import { printLine } from './print-line'
import { seedBenchHousehold, seedBenchSession } from './seed-household'
import { startWorkerProcess, stopWorker, untilWorkerIsUp } from './worker-process'

const PORT = 4173
const PAYMENTS = 1_000
const HOUSEHOLDS = 10
const HOUR_MS = 3_600_000
const DONE_WITHIN_MS = 10 * 60_000

/**
 * A thousand payments nobody has answered at the bank are due to be asked about at once, and one worker does it. What one question
 * costs, in processor time of the worker, times the questions of an hour, is its share of a core: in an hour in which all are asked
 * once, and in the worst there is, the first hour of a thousand payments made at the same moment.
 */
export async function benchPayments(database: BenchDatabase): Promise<void> {
  const bank = await openBenchBank({ port: PORT, accounts: 1, transactions: 10 })
  try {
    await neverForget(bank)
    for (let nth = 0; nth < HOUSEHOLDS; nth++) await seedOpenPayments(bank, PAYMENTS / HOUSEHOLDS)
    await database.owner.rows('ANALYZE')
    const { seconds, workerMs, databaseMs } = await pollAll(database, bank)
    const [first, later] = [questionsOfFirstHour(), 1]
    const share = (ms: number, questions: number) => (100 * ms * questions) / HOUR_MS
    const note = `with the database ${share(workerMs + databaseMs, later).toFixed(2)} %`
    printLine({
      name: 'payments, 1,000 open, one worker',
      value: share(workerMs, later),
      unit: '% of a core',
      goal: '<= 5',
      ok: share(workerMs, later) <= 5,
      note,
    })
    const worst = share(workerMs, first)
    const worstNote = `${first} questions each; with the database ${share(workerMs + databaseMs, first).toFixed(2)} %`
    printLine({
      name: 'payments, 1,000 in their first hour',
      value: worst,
      unit: '% of a core',
      goal: '<= 5',
      ok: worst <= 5,
      note: worstNote,
    })
    const [perSecond, needed] = [PAYMENTS / seconds, (first * PAYMENTS) / (HOUR_MS / 1000)]
    const goal = `>= ${needed.toFixed(1)}, what their first hour asks for`
    printLine({ name: 'payments, asked about by one worker', value: perSecond, unit: 'questions/s', goal, ok: perSecond >= needed })
  } finally {
    await bank.stop()
  }
}

/** Otherwise the bank would call them cancelled after a quarter of an hour. */
async function neverForget({ environment }: BenchBank): Promise<void> {
  const body = JSON.stringify({ habit: 'never-forgets' })
  await fetch(`${environment.ENABLE_BANKING_API_URL}/simulator/payments/habit`, { method: 'POST', body })
}

async function seedOpenPayments(bank: BenchBank, count: number): Promise<void> {
  const now = new Date()
  const household = await seedBenchHousehold()
  await seedBenchSession(household, await bank.authorize(), now)
  const started = await Promise.all(Array.from({ length: count }, () => bank.connector.payments!.startPayment(orderOf(now))))
  for (const payment of started) await seedOpenPayment(household, payment, now)
}

function orderOf(now: Date): StartPaymentInput {
  const id = newId(now).replaceAll('-', '').slice(0, 30)
  return {
    ...{
      aspsp: { name: 'Bench Bank', country: 'FI' },
      authMethod: null,
      credentials: null,
      state: 'bench',
      language: 'en',
      psuId: 'bench',
    },
    ...{ redirectUrl: 'https://saldo.example/api/banks/callback', webhookUrl: null, psuContext: null },
    request: {
      ...{ paymentType: 'SEPA', psuType: 'personal', debtor: { name: null, email: null, phone: null }, debtorAccount: null },
      ...{ debtorCurrency: null, chargeBearer: null, priority: null, executeOn: null },
      instructions: [
        {
          ...{ instructionId: id, endToEndId: id, amount: money(100n, parseCurrency('EUR')), remittance: ['Bench'], reference: null },
          ...{ regulatory: null, standingOrder: null },
          creditor: {
            ...{ name: 'A Shop', account: { scheme: 'IBAN', identification: 'FI2112345600000785' }, country: null, addressLines: [] },
            ...{ bic: null, clearing: null },
          },
        },
      ],
    },
  }
}

type Household = Awaited<ReturnType<typeof seedBenchHousehold>>

async function seedOpenPayment({ householdId, memberId }: Household, { handle, bankPaymentId }: StartedPayment, now: Date): Promise<void> {
  const [id, attemptId] = [newId(now), newId(now)]
  await asSystem(householdId, async (db) => {
    const vault = await openVault(db, householdId)
    const { id: accountId } = await db.account.findFirstOrThrow({ where: { householdId }, select: { id: true } })
    await db.payment.create({
      data: {
        ...{ householdId, id, memberId, accountId, channel: 'bank', connectorId: 'enable-banking', aspspName: 'Bench Bank' },
        ...{ aspspCountry: 'FI', psuType: 'personal', paymentType: 'SEPA', status: 'waiting', sealedOrder: '', orderHash: id },
        ...{ amountMinor: 100n, currency: 'EUR', creditorName: 'A Shop', createdAt: now, submittedAt: now, bankStatus: 'RCVD' },
        ...{ finalSuccessfulStatuses: ['ACSC'], nextPollAt: now, pollCount: 30, executeOn: new Date(addDays(utcDay(now), 1)) },
      },
    })
    await db.paymentLine.create({
      data: {
        ...{ householdId, paymentId: id, position: 0, amountMinor: 100n, currency: 'EUR', creditorName: 'A Shop' },
        ...{ creditorIndex: id, endToEndId: id.replaceAll('-', '') },
      },
    })
    await db.paymentAttempt.create({
      data: {
        ...{ householdId, id: attemptId, paymentId: id, number: 1, state: 'open', bankPaymentId, startedAt: now, answeredAt: now },
        sealedHandle: vault.seal(handlePlace(attemptId), JSON.stringify(handle)),
      },
    })
  })
}

type Cost = { readonly seconds: number; readonly workerMs: number; readonly databaseMs: number }

/** From the moment all are due to the last answer. */
async function pollAll({ owner, environment, pid }: BenchDatabase, bank: BenchBank): Promise<Cost> {
  const worker = startWorkerProcess({ ...environment, ...bank.environment })
  await untilWorkerIsUp(worker)
  const spent = () => [cpuTime(worker.pid!) ?? 0, cpuTime(pid) ?? 0] as const
  const [workerBefore, databaseBefore] = spent()
  const begunMs = performance.now()
  await owner.rows(
    `SELECT graphile_worker.add_job('poll-payment', json_build_object('householdId', household_id, 'paymentId', id),
                                    job_key => 'poll-payment:' || id, max_attempts => 8, priority => 10)
       FROM payment WHERE next_poll_at IS NOT NULL`,
  )
  for (let left = PAYMENTS; left > 0;) {
    if (performance.now() - begunMs > DONE_WITHIN_MS) throw new Error(`${left} payments were not asked about`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const [row] = await owner.rows<{ left: number }>('SELECT count(*)::int AS left FROM payment WHERE last_polled_at IS NULL')
    left = row?.left ?? 0
  }
  const seconds = (performance.now() - begunMs) / 1000
  const [workerAfter, databaseAfter] = spent()
  await stopWorker(worker)
  return { seconds, workerMs: workerAfter - workerBefore, databaseMs: databaseAfter - databaseBefore }
}

/** How often one payment is asked about in its first hour. */
function questionsOfFirstHour(): number {
  let [passedMs, questions] = [0, 0]
  for (;;) {
    passedMs += pollDelayMs('a payment', questions)
    if (passedMs > HOUR_MS) return questions
    questions += 1
  }
}
