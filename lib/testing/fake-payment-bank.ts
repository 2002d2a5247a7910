import { generateKeyPairSync } from 'node:crypto'
import type { Fetch } from '@/lib/banking/http'
import { createRegistry, replaceRegistry } from '@/lib/banking/registry'

type Wire = Record<string, unknown>

export type FakePayment = {
  readonly id: string
  readonly body: Wire
  readonly url: string
  status: string
  isFinal: boolean
  reason: Wire | null
  /** The statuses of its lines, when the bank tells them. */
  lineStatuses: readonly (string | null)[]
  /** The person said yes on the page. */
  isApproved: boolean
}

/** What happens to the next call of an operation instead of a good answer. `after`: the bank has done its part. */
type Trouble = { readonly when: 'before' | 'after'; readonly answer: () => Response }

/**
 * The aggregator's side as far as paying needs it, written from its documents: a handful of answers that a test can bend, and a list
 * of what was really made. `install` makes it the world behind the connectors of this process.
 */
export function createFakePaymentBank(now: () => Date) {
  const payments: FakePayment[] = []
  /** `known`: what is the same for everybody, the bank list and the application. */
  const calls = { post: 0, get: 0, line: 0, known: 0 }
  const trouble: { post: Trouble[]; get: Trouble[]; line: Trouble[] } = { post: [], get: [], line: [] }
  /** Bends the answer to POST /payments. */
  const script: {
    redirectUrls?: string[]
    /** What the bank's list says otherwise of each type of payment; `install` again, for lists are kept for a while. */
    payments?: Wire
    /** The ways to sign in of that list. */
    authMethods?: readonly Wire[]
    started?: (payment: FakePayment) => Wire
    gate?: () => Promise<void>
    getGate?: () => Promise<void>
  } = {}

  const fetch: Fetch = async (request) => {
    const { pathname } = new URL(request.url)
    const operation = `${request.method} ${pathname}`
    if (operation === 'GET /aspsps' || operation === 'GET /application') calls.known++
    if (operation === 'GET /aspsps') return Response.json({ aspsps: [listed()] })
    if (operation === 'GET /application')
      return Response.json({ ...APPLICATION, ...(script.redirectUrls && { redirect_urls: script.redirectUrls }) })
    if (operation === 'POST /payments') return create(request)
    const [, , id, , line] = pathname.split('/')
    const payment = payments.find((candidate) => candidate.id === id)
    if (request.method !== 'GET' || !payment) return errorAnswer(404, 'PAYMENT_NOT_FOUND')
    return line === undefined ? read(payment) : readLine(payment, line)
  }

  function listed(): Wire {
    const payments = BANK.payments.map((one) => ({ ...one, ...script.payments }))
    return { ...BANK, payments, auth_methods: script.authMethods ?? BANK.auth_methods }
  }

  async function create(request: Request): Promise<Response> {
    calls.post++
    const body = (await request.json()) as Wire
    await script.gate?.()
    const next = trouble.post.shift()
    if (next?.when === 'before') return next.answer()
    const id = `33333333-0000-4000-8000-${String(payments.length + 1).padStart(12, '0')}`
    const url = `https://tilisy.enablebanking.com/pis/start?payment_id=${id}`
    const payment: FakePayment = { id, body, url, status: 'RCVD', isFinal: false, reason: null, lineStatuses: [], isApproved: false }
    payments.push(payment)
    if (next?.when === 'after') return next.answer()
    return Response.json(script.started?.(payment) ?? { payment_id: id, status: payment.status, url })
  }

  async function read(payment: FakePayment): Promise<Response> {
    calls.get++
    const { id, status, isFinal, reason, body } = payment
    const lines = linesOf(body).map((line, at) => ({
      ...line,
      transaction_id: `line-${at}`,
      transaction_status: payment.lineStatuses[at] ?? null,
    }))
    await script.getGate?.()
    const next = trouble.get.shift()
    if (next) return next.answer()
    return Response.json({
      ...{ payment_id: id, status, final_status: isFinal, status_reason_information: reason },
      payment_details: { credit_transfer_transaction: lines },
    })
  }

  function readLine({ lineStatuses }: FakePayment, line: string): Response {
    calls.line++
    const next = trouble.line.shift()
    if (next) return next.answer()
    const at = Number(line.slice('line-'.length))
    return Response.json({ transaction_details: { transaction_id: line, transaction_status: lineStatuses[at] ?? 'ACSC' } })
  }

  /** `between`: what lies on the way to the bank. */
  function install(between: (bank: Fetch) => Fetch = (bank) => bank): void {
    const enableBanking = { apiUrl: 'https://api.enablebanking.com', appId: APPLICATION.kid, privateKeyPem: KEY }
    replaceRegistry(createRegistry({ fetch: between(fetch), now, env: () => ({ enableBanking }) }))
  }

  return { payments, calls, trouble, script, install }
}

function linesOf(body: Wire): Wire[] {
  return ((body.payment_request as Wire).credit_transfer_transaction ?? []) as Wire[]
}

export function errorAnswer(status: number, error: string): Response {
  return Response.json({ code: status, message: error, error, detail: null }, { status })
}

/** The connection breaks: nobody can tell what arrived. */
export function cutOff(): never {
  throw new TypeError('fetch failed')
}

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

export const FAKE_BANK_NAME = 'Saaristo Bank'

const APPLICATION = {
  ...{ kid: 'cf589be3-3755-465b-a8df-a90a16a31403', name: 'Test', environment: 'SANDBOX', active: true },
  ...{ countries: ['FI'], services: ['AIS', 'PIS'], redirect_urls: ['http://localhost:3000/api/payments/callback'] },
}

const PLAIN = {
  ...{ psu_type: 'personal', currencies: ['EUR'], debtor_account_required: true, debtor_account_schemas: ['IBAN'] },
  ...{ creditor_account_schemas: ['IBAN'], creditor_name_required: true, remittance_information_required: false },
  ...{ reference_number_supported: true, reference_number_schemas: ['INTL', 'FIRF'], requested_execution_date_supported: true },
  ...{ requested_execution_date_max_period: 180, final_successful_statuses: ['ACSC'], max_transactions: 1 },
}

const BANK = {
  ...{ name: FAKE_BANK_NAME, country: 'FI', logo: 'https://enablebanking.com/brands/FI/x/', psu_types: ['personal'], auth_methods: [] },
  ...{ maximum_consent_validity: 180 * 86_400, beta: false, bic: 'SARIFI22', required_psu_headers: [] },
  payments: [
    { ...PLAIN, payment_type: 'SEPA' },
    { ...PLAIN, payment_type: 'INST_SEPA', requested_execution_date_supported: false, final_successful_statuses: ['ACSC', 'ACCC'] },
    { ...PLAIN, payment_type: 'BULK_SEPA', max_transactions: 50 },
  ],
}
