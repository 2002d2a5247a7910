import { expect, it } from 'vitest'
import { money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { expectKind, type ContractWorld } from './contract-world'
import type { PaymentCapability, PaymentInstruction, PaymentsPort, StartedPayment, StartPaymentInput } from './payment-port'

const STATE = 'pay-'.repeat(10)

/** What every connector that pays promises. */
export function describePaying(world: () => ContractWorld): void {
  describeStarting(world)
  describeLosing(world)
  describeAsking(world)
}

function describeStarting(world: () => ContractWorld): void {
  it('says which payments a bank takes', async () => {
    const capability = await capabilityOf(world(), isSingle)
    expect(capability.currencies.length).toBeGreaterThan(0)
    expect(capability.creditorAccountSchemes).toContain(world().paying.creditorAccount.scheme)
  })

  it('starts a payment with a page to approve it at, an allowed one', async () => {
    const { url, bankPaymentId, bankStatus } = await start(world())
    expect(bankPaymentId).not.toBe('')
    expect(bankStatus).toMatch(/^[A-Z]{4}$/)
    expect(url !== null && world().connector.isAllowedRedirect(url)).toBe(true)
  })

  it('brings the person back with the state and nothing that could be believed', async () => {
    const query = await world().paying.approve((await start(world())).url!)
    expect([...query.keys()]).toEqual(['state'])
    expect(query.get('state')).toBe(STATE)
    const declined = await world().paying.decline((await start(world())).url!)
    expect([declined.get('error'), declined.get('state')]).toEqual(['access_denied', STATE])
  })

  it('says with certainty, and by kind, what a bank or its interface refuses', async () => {
    const input = await inputFor(world())
    const { redirectUrl, request, aspsp } = input
    await expectKind(port(world()).startPayment({ ...input, redirectUrl: `${redirectUrl}/elsewhere` }), 'redirect_not_registered')
    await expectKind(port(world()).startPayment({ ...input, aspsp: { ...aspsp, name: 'No such bank' } }), 'rejected')
    await expectKind(port(world()).startPayment({ ...input, request: { ...request, paymentType: 'BY_PIGEON' } }), 'parameter_refused')
  })

  it('names the field that is refused', async () => {
    const input = await inputFor(world())
    const instructions = input.request.instructions.map((line) => ({
      ...line,
      standingOrder: { frequency: 'NOWA', executionRule: null, endDate: null },
    }))
    const executeOn = addDays(utcDay(world().now), 7)
    const { facts } = await expectKind(
      port(world()).startPayment({ ...input, request: { ...input.request, executeOn, instructions } }),
      'parameter_refused',
    )
    expect(facts.refusedField).toMatch(/frequency/)
  })
}

function describeLosing(world: () => ContractWorld): void {
  it('does not know the outcome when the answer to a start is lost, and sends it once', async () => {
    const answers: (() => Promise<Response>)[] = [
      () => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
      () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 })),
      () => Promise.resolve(new Response('{"payment_id": "', { status: 200 })),
      () => Promise.resolve(new Response('<h1>Welcome</h1>', { status: 200 })),
      () => Promise.resolve(new Response('<h1>Forbidden</h1>', { status: 403 })),
    ]
    for (const answer of answers) {
      const input = await inputFor(world())
      const before = world().sent.length
      world().loseNextAnswer(answer)
      await expectKind(port(world()).startPayment(input), 'unknown_outcome')
      expect(world().sent.length - before).toBe(1)
    }
  })
}

function describeAsking(world: () => ContractWorld): void {
  it('tells how a payment stands, before and after it is approved or declined', async () => {
    const [approved, declined] = [await start(world()), await start(world())]
    expect(await port(world()).getPayment(approved.handle, null)).toMatchObject({ bankPaymentId: approved.bankPaymentId, isFinal: false })
    await world().paying.approve(approved.url!)
    await world().paying.decline(declined.url!)
    expect((await port(world()).getPayment(approved.handle, null)).bankStatus).toMatch(/^AC/)
    expect((await port(world()).getPayment(declined.handle, null)).bankStatus).toMatch(/^(CNCL|RJCT)$/)
  })

  it('tells each line by our own reference, also when asked about it alone', async () => {
    const { handle } = await start(world())
    const { instructions } = await port(world()).getPayment(handle, null)
    expect(instructions.map(({ endToEndId }) => endToEndId)).toEqual(['E2E-0'])
    for (const { bankTransactionId, bankStatus } of instructions) {
      if (bankTransactionId === null) continue
      const line = await port(world()).getPaymentLine(handle, bankTransactionId)
      expect(line.bankStatus).toMatch(bankStatus ?? /^[A-Z]{4}$/)
      await expectKind(port(world()).getPaymentLine(handle, 'no-such-line'), 'rejected')
    }
  })

  it('pays several at once where the bank takes that', async () => {
    const bulk = await findCapability(world(), ({ paymentType }) => paymentType === 'BULK_SEPA')
    if (!bulk) return
    const started = await port(world()).startPayment(toInput(world(), bulk, 3))
    const { instructions } = await port(world()).getPayment(started.handle, null)
    expect(instructions.map(({ endToEndId }) => endToEndId)).toEqual(['E2E-0', 'E2E-1', 'E2E-2'])
    const tooMany = toInput(world(), bulk, (bulk.instructionsMax ?? 1) + 1)
    if (bulk.instructionsMax !== null) await expectKind(port(world()).startPayment(tooMany), 'rejected')
  })

  it('does not know payments it has not made', async () => {
    const { handle } = await start(world())
    const other = Object.fromEntries(Object.keys(handle).map((key) => [key, '00000000-0000-4000-8000-000000000000']))
    await expectKind(port(world()).getPayment(other, null), 'rejected')
  })
}

function port({ connector }: ContractWorld): PaymentsPort {
  expect(connector.payments).toBeDefined()
  return connector.payments!
}

async function start(world: ContractWorld): Promise<StartedPayment> {
  return port(world).startPayment(await inputFor(world))
}

async function inputFor(world: ContractWorld): Promise<StartPaymentInput> {
  return toInput(world, await capabilityOf(world, isSingle), 1)
}

function isSingle({ paymentType }: PaymentCapability): boolean {
  return paymentType === 'SEPA'
}

async function findCapability({ connector, aspsp }: ContractWorld, fits: (capability: PaymentCapability) => boolean) {
  const banks = await connector.listAspsps({ country: aspsp.country })
  return banks.find(({ name }) => name === aspsp.name)?.payments.find((capability) => capability.psuType === 'personal' && fits(capability))
}

async function capabilityOf(world: ContractWorld, fits: (capability: PaymentCapability) => boolean): Promise<PaymentCapability> {
  const found = await findCapability(world, fits)
  expect(found).toBeDefined()
  return found!
}

/** What the bank says it needs, and nothing else. */
function toInput({ aspsp, redirectUrl, paying }: ContractWorld, capability: PaymentCapability, count: number): StartPaymentInput {
  const { debtorAccount } = paying
  return {
    aspsp,
    redirectUrl,
    request: {
      paymentType: capability.paymentType,
      psuType: 'personal',
      debtor: {
        name: null,
        email: capability.debtorEmailRequired ? 'aino@example.org' : null,
        phone: capability.debtorPhoneRequired ? '+358401234567' : null,
      },
      debtorAccount,
      debtorCurrency: capability.debtorCurrencyRequired ? 'EUR' : null,
      chargeBearer: capability.chargeBearers[0] ?? null,
      priority: capability.priorities[0] ?? null,
      executeOn: null,
      instructions: Array.from({ length: count }, (_, position) => toInstruction(capability, paying, position)),
    },
    authMethod: null,
    credentials: null,
    state: STATE,
    webhookUrl: null,
    language: 'en',
    psuId: 'member-1',
    psuContext: null,
  }
}

function toInstruction(capability: PaymentCapability, { creditorAccount }: ContractWorld['paying'], position: number): PaymentInstruction {
  return {
    instructionId: `I-${position}`,
    endToEndId: `E2E-${position}`,
    amount: money(100n, parseCurrency('EUR')),
    creditor: {
      name: 'Household',
      account: creditorAccount,
      country: capability.creditorCountryRequired ? 'FI' : null,
      addressLines: capability.creditorAddressRequired ? ['Street 1', '00100 Helsinki'] : [],
      bic: null,
      clearing: null,
    },
    remittance: capability.remittanceLines.map((_, line) => `Line ${line + 1}`),
    reference: null,
    regulatory: null,
    standingOrder: null,
  }
}
