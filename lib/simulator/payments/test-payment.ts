import { REDIRECT_URL, type Answer, type Client } from '../test-client'

type Fields = Record<string, unknown>

export type PaymentWish = {
  readonly bank?: string
  readonly country?: string
  readonly type?: string
  /** In place of, or beside, what a plain line has. */
  readonly line?: Fields
  /** More lines than one, each over the plain one. */
  readonly lines?: readonly Fields[]
  readonly request?: Fields
  readonly body?: Fields
}

/** A payment of Aino's for the simulator's own tests: twelve euro thirty to a shop nobody here knows. */
export function paymentBody({
  bank = 'Saaristo Bank',
  country = 'FI',
  type = 'SEPA',
  line,
  lines,
  request,
  body,
}: PaymentWish = {}): Fields {
  return {
    payment_type: type,
    payment_request: {
      credit_transfer_transaction: (lines ?? [line ?? {}]).map((change) => ({
        instructed_amount: { currency: 'EUR', amount: '12.30' },
        beneficiary: { creditor: { name: 'A Shop' }, creditor_account: { identification: 'FI2112345600000785', scheme_name: 'IBAN' } },
        remittance_information: ['Groceries'],
        ...change,
      })),
      ...request,
    },
    aspsp: { name: bank, country },
    state: 'pay-1',
    redirect_url: REDIRECT_URL,
    psu_type: 'personal',
    ...body,
  }
}

export function pay(client: Client, wish: PaymentWish = {}): Promise<Answer> {
  return client.call('POST', '/payments', { body: paymentBody(wish) })
}

export async function readPayment(client: Client, id: unknown): Promise<Fields> {
  return (await client.call('GET', `/payments/${id as string}`)).body
}

/** Everything the person does on the pages, at once. Answers where the browser goes, or null. */
export async function answerAtBank(client: Client, url: unknown, answer: Fields = {}): Promise<URL | null> {
  const response = await client.simulator.fetch(
    new Request('http://localhost:3001/simulator/approve', {
      method: 'POST',
      body: JSON.stringify({ url, person: 'aino.virtanen', ...answer }),
    }),
  )
  const { redirectUrl } = (await response.json()) as { redirectUrl?: string }
  return redirectUrl === undefined ? null : new URL(redirectUrl)
}

/** "body.payment_request.….name" of a refusal. */
export function refusedField({ body }: Answer): string | null {
  const [detail] = (Array.isArray(body.detail) ? body.detail : []) as { loc: string[] }[]
  return detail ? detail.loc.join('.') : null
}
