import { describe, expect, it, vi } from 'vitest'
import { parseCurrency } from '@/lib/core/currency'
import { utcDay, type IsoDate } from '@/lib/core/iso-date'
import { formatDecimal, money } from '@/lib/core/money'
import { createClient, type Client } from '../test-client'
import { balancesOf } from '../true-balances'
import { DAY_MS, HOUR_MS, isBusinessDay, MINUTE_MS, startOf } from '../world/calendar'
import { amountOfHabit, PAYMENT_HABITS, type PaymentHabit, type PaymentHabitName } from './payment-habits'
import { answerAtBank, pay, readPayment, type PaymentWish } from './test-payment'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const NAMES = Object.keys(PAYMENT_HABITS) as PaymentHabitName[]

/** A payment whose amount asks for the habit. */
function marked(habit: PaymentHabitName, more: PaymentWish = {}): PaymentWish {
  const amount = formatDecimal(money(amountOfHabit(habit), parseCurrency('EUR')))
  return { ...more, line: { instructed_amount: { currency: 'EUR', amount }, ...more.line } }
}

const truthOf = (client: Client, id: unknown) => client.simulator.ledger.payments(client.now()).find((payment) => payment.id === id)!

describe('an approved payment, by the habit its amount asks for,', () => {
  it.each(NAMES)('%s: says what the habit says at each step, and moves money if and only if the habit does', async (name) => {
    const client = createClient()
    const habit: PaymentHabit = PAYMENT_HABITS[name]
    const { body } = await pay(client, marked(name))
    await answerAtBank(client, body.url)
    let passed = 0
    for (const step of habit.steps) {
      client.advance(step.afterMs - passed)
      passed = step.afterMs
      const shown = await readPayment(client, body.payment_id)
      expect([shown.status, shown.final_status]).toEqual([step.status, step.final ?? false])
      const { status_reason_code = null } = (shown.status_reason_information ?? {}) as { status_reason_code?: string }
      expect(status_reason_code).toBe(step.reason?.code ?? null)
    }
    client.advance(10 * DAY_MS)
    expect(truthOf(client, body.payment_id).lines[0]!.executedAt).toHaveLength(habit.bookedAfterMs === null ? 0 : 1)
  })

  it('goes as told for one bank or all, which the control can say and take back', async () => {
    const client = createClient({ control: true })
    const say = (body: unknown) =>
      client.simulator.fetch(new Request('http://localhost:3001/simulator/payments/habit', { method: 'POST', body: JSON.stringify(body) }))
    await say({ habit: 'goes-back' })
    await say({ bank: 'Saaristo Bank', habit: 'never-final' })
    const first = await pay(client)
    await say({ bank: 'Saaristo Bank', habit: null })
    const second = await pay(client)
    await say({ habit: null })
    const third = await pay(client)
    const habits = [first, second, third].map(({ body }) => truthOf(client, body.payment_id).habit)
    expect(habits).toEqual(['never-final', 'goes-back', 'settles'])
    expect((await say({ habit: 'no-such-habit' })).status).toBe(400)
  })
})

describe('a payment nobody approves', () => {
  it('is called rejected at some banks, and stays received for ever at others', async () => {
    const client = createClient()
    const [declined, forgotten, kept] = [
      await pay(client, marked('no-answer-is-rejection')),
      await pay(client, marked('no-answer-is-rejection')),
      await pay(client, marked('never-forgets')),
    ]
    await answerAtBank(client, declined.body.url, { decision: 'decline' })
    client.advance(15 * MINUTE_MS + 1)
    const statuses = await Promise.all(
      [declined, forgotten, kept].map(async ({ body }) => (await readPayment(client, body.payment_id)).status),
    )
    expect(statuses).toEqual(['RJCT', 'RJCT', 'RCVD'])
    expect(await answerAtBank(client, kept.body.url)).toBeNull()
  })

  it('stays as it is when the person leaves without answering, and can be approved afterwards, once', async () => {
    const client = createClient()
    const { body } = await pay(client)
    const back = await answerAtBank(client, body.url, { decision: 'leave' })
    expect(Object.fromEntries(back!.searchParams)).toEqual({ state: 'pay-1' })
    expect((await readPayment(client, body.payment_id)).status).toBe('RCVD')
    expect(await answerAtBank(client, body.url)).not.toBeNull()
    expect(await answerAtBank(client, body.url)).toBeNull()
    client.advance(DAY_MS)
    expect(truthOf(client, body.payment_id)).toMatchObject({ decision: 'approved', lines: [{ executedAt: [expect.any(Date)] }] })
    expect(truthOf(client, body.payment_id).pageOpenedAt).toHaveLength(2)
  })
})

describe('money that is not there', () => {
  const MONTH_DAYS = 25
  const open = () => {
    const client = createClient()
    const { histories, accounts } = client.simulator.world
    const account = accounts.get('fi-saaristo-bank/aino-current')!
    const spendable = (at: number) => balancesOf(account, histories.of(account, at), at).available + (account.creditLimitMinor ?? 0n)
    const wish = (minor: bigint, day: string | null): PaymentWish => ({
      line: {
        instructed_amount: { currency: 'EUR', amount: formatDecimal(money(minor, parseCurrency('EUR'))) },
        ...(day === null ? {} : { requested_execution_date: day }),
      },
      request: { debtor_account: { identification: account.iban, scheme_name: 'IBAN' } },
    })
    return { client, spendable, wish }
  }
  const ends = async (client: Client, { body }: Awaited<ReturnType<typeof pay>>) => {
    const shown = await readPayment(client, body.payment_id)
    const { status_reason_code = null } = (shown.status_reason_information ?? {}) as { status_reason_code?: string }
    return [shown.status, status_reason_code, truthOf(client, body.payment_id).lines[0]!.executedAt.length]
  }

  it('is missed at once by what is paid at once, and on its day by what is paid later', async () => {
    const { client, wish } = open()
    const [now, later] = [await pay(client, wish(99_999_900n, null)), await pay(client, wish(99_999_900n, '2026-12-15'))]
    for (const { body } of [now, later]) await answerAtBank(client, body.url)
    expect([await ends(client, now), await ends(client, later)]).toEqual([
      ['RJCT', 'AM04', 0],
      ['ACTC', null, 0],
    ])
    client.advance(MONTH_DAYS * DAY_MS)
    expect(await ends(client, later)).toEqual(['RJCT', 'AM04', 0])
  })

  it('is there for a later payment when it has come in by then', async () => {
    const { client, spendable, wish } = open()
    const begun = client.now().getTime()
    const days = Array.from({ length: MONTH_DAYS }, (_, at) => utcDay(new Date(begun + (at + 1) * DAY_MS))).filter(isBusinessDay)
    const onDay = (day: IsoDate) => spendable(startOf(day) + 6 * HOUR_MS)
    const best = days.reduce((a, b) => (onDay(b) > onDay(a) ? b : a))
    expect(onDay(best)).toBeGreaterThan(spendable(begun) + 100n)
    const minor = onDay(best) - 50n
    const [now, later] = [await pay(client, wish(minor, null)), await pay(client, wish(minor, best))]
    for (const { body } of [now, later]) await answerAtBank(client, body.url)
    expect(await ends(client, now)).toEqual(['RJCT', 'AM04', 0])
    client.advance((MONTH_DAYS + 5) * DAY_MS)
    expect(await ends(client, later)).toEqual(['ACSC', null, 1])
  })
})

describe('the short cut past the pages', () => {
  it('pays from savings too, at a bank where the person has nothing else', async () => {
    const client = createClient()
    const line = { remittance_information: ['Oil', ''] }
    const { status, body } = await pay(client, { bank: 'Tammi Savings Bank', line })
    expect(status).toBe(200)
    expect((await answerAtBank(client, body.url))?.searchParams.get('state')).toBe('pay-1')
    client.advance(5 * DAY_MS)
    expect(truthOf(client, body.payment_id)).toMatchObject({ decision: 'approved', lines: [{ executedAt: [expect.any(Date)] }] })
  })
})

describe('a bulk', () => {
  const debtor = (client: Client) => ({
    debtor_account: { identification: client.simulator.world.accounts.get('fi-saaristo-bank/aino-current')!.iban, scheme_name: 'IBAN' },
  })
  const amount = (text: string) => ({ instructed_amount: { currency: 'EUR', amount: text } })

  it('is paid in part when some lines are rejected, each line saying how it stands', async () => {
    const client = createClient()
    const first = amount(formatDecimal(money(amountOfHabit('partly-rejected'), parseCurrency('EUR'))))
    const { body } = await pay(client, { type: 'BULK_SEPA', lines: [first, amount('2.00'), amount('3.00')], request: debtor(client) })
    await answerAtBank(client, body.url)
    client.advance(DAY_MS)
    const shown = await readPayment(client, body.payment_id)
    const lines = (shown.payment_details as { credit_transfer_transaction: { transaction_status: string }[] }).credit_transfer_transaction
    expect([shown.status, shown.final_status, lines.map((line) => line.transaction_status)]).toEqual([
      'PART',
      true,
      ['ACSC', 'RJCT', 'ACSC'],
    ])
    expect(truthOf(client, body.payment_id).lines.map(({ executedAt }) => executedAt.length)).toEqual([1, 0, 1])
  })

  it('is one debit at a bank that books batches, counted for every line', async () => {
    const client = createClient()
    const person = 'lena.hoffmann'
    const bank = client.simulator.world.findBank('Lindenbank', 'DE')!
    const own = client.simulator.world
      .accountsOf(bank, client.simulator.world.findPerson(person)!)
      .find(({ usage, type }) => type === 'CACC' && usage === 'PRIV')!
    const business = { psu_type: 'business' }
    const { body } = await pay(client, {
      ...{ bank: 'Lindenbank', country: 'DE', type: 'BULK_SEPA', body: business },
      lines: [amount('1.00'), amount('2.00')],
      request: { debtor_account: { identification: own.iban, scheme_name: 'IBAN' } },
    })
    await answerAtBank(client, body.url, { person })
    client.advance(DAY_MS)
    const debits = client.simulator.ledger.executedPayments().filter(({ account }) => account === own.hashes[0])
    expect(debits).toMatchObject([{ row: { amountText: '-3.00', counterparty: null } }])
    expect(truthOf(client, body.payment_id).lines.map(({ executedAt }) => executedAt.length)).toEqual([1, 1])
    const asked = await readPayment(client, body.payment_id)
    const [line] = (asked.payment_details as { credit_transfer_transaction: { transaction_id: string; transaction_status: null }[] })
      .credit_transfer_transaction
    expect(line!.transaction_status).toBeNull()
    const { body: told } = await client.call('GET', `/payments/${body.payment_id as string}/transactions/${line!.transaction_id}`)
    expect(told.transaction_details).toMatchObject({ transaction_status: 'ACSC' })
  })
})

describe('a standing order', () => {
  it('is booked each period as the clock moves, on days on which banks work, until it ends', async () => {
    const client = createClient()
    const line = { frequency: 'MNTH', execution_rule: 'PREC', requested_execution_date: '2026-12-31', end_date: '2027-03-31' }
    const { body } = await pay(client, { line })
    await answerAtBank(client, body.url)
    client.advance(30 * DAY_MS)
    expect(truthOf(client, body.payment_id)).toMatchObject({ status: 'ACTC', lines: [{ executedAt: [] }] })
    client.advance(400 * DAY_MS)
    const days = truthOf(client, body.payment_id).lines[0]!.executedAt.map((instant) => instant.toISOString().slice(0, 10))
    expect(days).toEqual(['2026-12-31', '2027-01-29', '2027-02-26', '2027-03-31'])
  })
})
