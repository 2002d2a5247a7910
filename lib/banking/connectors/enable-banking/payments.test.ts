import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Currency } from '@/lib/core/currency'
import type { IsoDate } from '@/lib/core/iso-date'
import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import type { Fetch } from '@/lib/banking/http'
import { createEnableBankingConnector } from './connector'
import { KIND_BY_CODE } from './errors'
import { DOCUMENTED_PAYMENTS, EXECUTED, paymentInput, STARTED, UNDER_WAY } from './fixtures/documented-payments'

const NOW = new Date('2026-11-20T09:30:00Z')
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

type Sent = { readonly method: string; readonly path: string; readonly headers: Headers; readonly body: unknown }

function paymentsAnswering(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = []
  const fetch: Fetch = async (request) => {
    const text = await request.clone().text()
    const { pathname } = new URL(request.url)
    sent.push({ method: request.method, path: pathname, headers: request.headers, body: text === '' ? null : JSON.parse(text) })
    return answer()
  }
  const applicationId = 'cf589be3-3755-465b-a8df-a90a16a31403'
  const options = {
    apiUrl: 'https://api.enablebanking.com',
    applicationId,
    privateKeyPem: privateKey,
    fetch,
    now: () => NOW,
    timeoutMs: 200,
  }
  return { payments: createEnableBankingConnector(options).payments!, sent }
}

async function errorOf(work: Promise<unknown>): Promise<BankError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(BankError)
  return error as BankError
}

const startAnswered = (answer: () => Response | Promise<Response>) => paymentsAnswering(answer).payments.startPayment(paymentInput())

describe('the request that starts a payment', () => {
  it.each(DOCUMENTED_PAYMENTS)('is the one of the request collection: $name', async ({ input, body }) => {
    const { payments, sent } = paymentsAnswering(() => Response.json(STARTED))
    await payments.startPayment(input)
    expect(sent).toMatchObject([{ method: 'POST', path: '/payments' }])
    expect(sent[0]!.body).toEqual(body)
  })

  it('has every field in its documented place', async () => {
    const { payments, sent } = paymentsAnswering(() => Response.json(STARTED))
    await payments.startPayment(
      paymentInput({
        authMethod: 'userId',
        credentials: { userId: '12345678' },
        language: 'fi',
        psuId: 'member-1',
        webhookUrl: 'https://saldo.example/api/webhooks/enable-banking',
        request: {
          debtor: { name: 'Aino Virtanen', email: 'aino@example.org', phone: '+358401234567' },
          debtorAccount: { scheme: 'IBAN', identification: 'FI0455231152453547' },
          debtorCurrency: 'EUR',
          chargeBearer: 'SLEV',
          priority: 'HIGH',
          executeOn: '2026-12-01' as IsoDate,
          instructions: [
            {
              instructionId: 'I-1',
              endToEndId: 'E-1',
              amount: { minor: 123456n, currency: 'EUR' as Currency },
              creditor: {
                name: 'Organisation',
                account: { scheme: 'IBAN', identification: 'FI2112345600000785' },
                country: 'FI',
                addressLines: ['Street 1', '', '00100 Helsinki'],
                bic: 'NDEAFIHH',
                clearing: { systemId: 'NZNCC', memberId: '020368' },
              },
              remittance: ['one', '', 'three'],
              reference: 'RF18539007547034',
              regulatory: { code: '123', information: 'services' },
              standingOrder: { frequency: 'MNTH', executionRule: 'FWNG', endDate: '2027-12-01' as IsoDate },
            },
          ],
        },
      }),
    )
    expect(sent[0]!.body).toMatchSnapshot()
  })

  it('repeats the day at each line, where the schema has it', async () => {
    const { payments, sent } = paymentsAnswering(() => Response.json(STARTED))
    const line = paymentInput().request.instructions[0]!
    await payments.startPayment(
      paymentInput({ request: { paymentType: 'BULK_SEPA', executeOn: '2026-12-01' as IsoDate, instructions: [line, line] } }),
    )
    const { payment_request: request } = sent[0]!.body as { payment_request: { credit_transfer_transaction: Record<string, unknown>[] } }
    expect(request.credit_transfer_transaction.map((entry) => entry.requested_execution_date)).toEqual(['2026-12-01', '2026-12-01'])
    expect(request).not.toHaveProperty('requested_execution_date')
  })

  it('has no null, no empty text and no empty object anywhere, and writes amounts with the currency’s digits', async () => {
    const { payments, sent } = paymentsAnswering(() => Response.json(STARTED))
    const amounts = [
      { minor: 5n, currency: 'EUR' as Currency },
      { minor: 1500n, currency: 'ISK' as Currency },
    ]
    for (const amount of amounts)
      await payments.startPayment(paymentInput({ credentials: { a: 'b' }, instruction: { amount, remittance: [''] } }))
    expect(JSON.stringify(sent.map(({ body }) => body))).not.toMatch(/null|:""|\{\}|\[""\]|credentials|remittance_information/)
    expect(JSON.stringify(sent)).toMatch(/"0\.05".*"1500"/)
  })

  it('sends no PSU headers, with or without a person: the documents name none for payments', async () => {
    const { payments, sent } = paymentsAnswering(() => Response.json(STARTED))
    await payments.startPayment(paymentInput({ psuContext: { ipAddress: '203.0.113.7', userAgent: 'Mozilla/5.0' } }))
    expect([...sent[0]!.headers.keys()].filter((name) => name.startsWith('psu-'))).toEqual([])
  })
})

describe('the answer to it', () => {
  it('names the payment, its first status and the page', async () => {
    expect(await startAnswered(() => Response.json(STARTED))).toEqual({
      handle: { paymentId: STARTED.payment_id },
      bankPaymentId: STARTED.payment_id,
      bankStatus: 'RCVD',
      url: STARTED.url,
    })
  })

  it('may call the number `id`, as an example of the documents does, but `payment_id` wins', async () => {
    const { payment_id: id, ...rest } = STARTED
    expect((await startAnswered(() => Response.json({ id, ...rest }))).bankPaymentId).toBe(id)
    expect((await startAnswered(() => Response.json({ ...STARTED, id: 'other' }))).bankPaymentId).toBe(id)
  })

  it.each([[undefined], [null], [''], ['https://evil.example/pis'], ['http://tilisy.enablebanking.com/pis'], ['data:text/html,x'], [7]])(
    'keeps the payment when its page cannot be used: %j',
    async (url) => {
      const started = await startAnswered(() => Response.json({ ...STARTED, url }))
      expect(started).toMatchObject({ bankPaymentId: STARTED.payment_id, url: null })
    },
  )
})

const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
const errorResponse = (status: number, error: string | undefined, detail: unknown = null) =>
  refusal(status, { message: 'm', code: status, ...(error && { error }), detail })

const network = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

/** After these nobody can say whether the payment was taken. */
const UNKNOWN: readonly (readonly [string, () => Response | Promise<Response>])[] = [
  ['connection reset', network('ECONNRESET')],
  ['broken pipe', network('EPIPE')],
  ['timed out on the way', network('ETIMEDOUT')],
  ['a failure without a code', () => Promise.reject(new TypeError('fetch failed'))],
  ['no answer in time', () => new Promise<Response>(() => undefined)],
  [
    'a body that never ends',
    () => new Response(new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new Uint8Array([123])) })),
  ],
  ['a redirect', () => refusal(302, '', { location: 'https://example.org/' })],
  ['2xx that is a page', () => refusal(200, '<h1>Welcome</h1>')],
  ['2xx cut off', () => refusal(200, '{"payment_id": "075d85d2')],
  ['2xx without a payment id', () => Response.json({ status: 'RCVD', url: STARTED.url })],
  ['2xx with an empty payment id', () => Response.json({ ...STARTED, payment_id: '' })],
  ['2xx and nothing', () => new Response(null, { status: 204 })],
  ['2xx of another encoding', () => new Response(new Uint8Array([0x7b, 0xff, 0xfe]))],
  ['408', () => refusal(408, '')],
  ['408 with a code', () => errorResponse(408, 'ASPSP_TIMEOUT')],
  ['408 with a code that refuses', () => errorResponse(408, 'WRONG_REQUEST_PARAMETERS')],
  ['500', () => refusal(500, '')],
  ['500 with a code that refuses', () => errorResponse(500, 'INVALID_PAYMENT')],
  ['502 page', () => refusal(502, '<h1>Bad gateway</h1>')],
  ['503', () => refusal(503, '', { 'retry-after': '60' })],
  ['504', () => refusal(504, '')],
  ['bank error as 400', () => errorResponse(400, 'ASPSP_ERROR')],
  ['bank error as 400 that wraps a refusal', () => errorResponse(400, 'ASPSP_ERROR', { error_data: { status: 422, message: 'no' } })],
  ['bank timeout as 400', () => errorResponse(400, 'ASPSP_TIMEOUT')],
  ['the person must act, says the bank', () => errorResponse(403, 'ASPSP_PSU_ACTION_REQUIRED')],
  ['a code newer than the documents', () => errorResponse(400, 'A_CODE_FROM_TOMORROW')],
  ['a code of something else', () => errorResponse(400, 'WRONG_SESSION_STATUS')],
  ['400 without a code', () => errorResponse(400, undefined)],
  ...[400, 401, 403, 404, 413, 415, 422].map((status) => [`${status} page of a proxy`, () => refusal(status, '<h1>No</h1>')] as const),
  ['422 that is JSON of somebody else', () => refusal(422, { detail: [] })],
]

/** After these it certainly was not. */
const CERTAIN: readonly (readonly [BankErrorKind, string, () => Response | Promise<Response>])[] = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CONNECT_TIMEOUT', 'ERR_TLS_CERT_ALTNAME_INVALID'].map(
    (code) => ['unreachable', code, network(code)] as const,
  ),
  ['parameter_refused', '422 WRONG_REQUEST_PARAMETERS', () => errorResponse(422, 'WRONG_REQUEST_PARAMETERS')],
  [
    'parameter_refused',
    '400 WRONG_REQUEST_PARAMETERS that speaks of limits',
    () => errorResponse(400, 'WRONG_REQUEST_PARAMETERS', 'daily limit exceeded'),
  ],
  [
    'parameter_refused',
    '422 of the API’s validation',
    () => refusal(422, { detail: [{ loc: ['body', 'state'], msg: 'field required', type: 'missing' }] }),
  ],
  ['rejected', '422 INVALID_PAYMENT', () => errorResponse(422, 'INVALID_PAYMENT')],
  ['rejected', '422 PAYMENT_LIMIT_EXCEEDED', () => errorResponse(422, 'PAYMENT_LIMIT_EXCEEDED')],
  ['rejected', '403 UNTRUSTED_PAYMENT_PARTY', () => errorResponse(403, 'UNTRUSTED_PAYMENT_PARTY')],
  ['rejected', '400 ASPSP_PAYMENT_NOT_ACCESSIBLE', () => errorResponse(400, 'ASPSP_PAYMENT_NOT_ACCESSIBLE')],
  ['rejected', '422 WRONG_ASPSP_PROVIDED', () => errorResponse(422, 'WRONG_ASPSP_PROVIDED')],
  ['credentials_refused', '422 WRONG_CREDENTIALS_PROVIDED', () => errorResponse(422, 'WRONG_CREDENTIALS_PROVIDED')],
  ['redirect_not_registered', '400 REDIRECT_URI_NOT_ALLOWED', () => errorResponse(400, 'REDIRECT_URI_NOT_ALLOWED')],
  ['redirect_not_registered', '400 WEBHOOK_URI_NOT_ALLOWED', () => errorResponse(400, 'WEBHOOK_URI_NOT_ALLOWED')],
  ['application_rejected', '403 ACCESS_DENIED', () => errorResponse(403, 'ACCESS_DENIED')],
  ['application_rejected', '401 UNAUTHORIZED_ACCESS', () => errorResponse(401, 'UNAUTHORIZED_ACCESS')],
  ['clock_off', '401 with another clock', () => refusal(401, { error: 'UNAUTHORIZED_ACCESS' }, { date: 'Fri, 20 Nov 2026 08:30:00 GMT' })],
  ['psu_headers_refused', '422 PSU_HEADER_NOT_PROVIDED', () => errorResponse(422, 'PSU_HEADER_NOT_PROVIDED')],
  ['rate_limited', '429', () => refusal(429, 'Too many')],
  ['rate_limited', '429 ASPSP_RATE_LIMIT_EXCEEDED', () => errorResponse(429, 'ASPSP_RATE_LIMIT_EXCEEDED')],
]

describe('a start that fails', () => {
  it.each(UNKNOWN)('leaves the outcome unknown: %s', async (_, answer) => {
    expect((await errorOf(startAnswered(answer))).kind).toBe('unknown_outcome')
  })

  it.each(CERTAIN)('is certain, %s: %s', async (kind, _, answer) => {
    expect((await errorOf(startAnswered(answer))).kind).toBe(kind)
  })

  it('is never sent a second time', async () => {
    for (const [, answer] of UNKNOWN.slice(0, 4)) {
      const { payments, sent } = paymentsAnswering(answer)
      await errorOf(payments.startPayment(paymentInput()))
      expect(sent).toHaveLength(1)
    }
  })

  it('keeps the API’s code and words also where the outcome is unknown', async () => {
    const { facts } = await errorOf(startAnswered(() => errorResponse(400, 'ASPSP_ERROR', 'the bank is closed')))
    expect(facts).toMatchObject({ bankCode: 'ASPSP_ERROR', httpStatus: 400, bankMessage: 'm · the bank is closed' })
  })

  it('says with 429 when to come again', async () => {
    const { facts } = await errorOf(startAnswered(() => refusal(429, '{}', { 'retry-after': '600' })))
    expect(facts.retryAt).toEqual(new Date('2026-11-20T09:40:00Z'))
  })

  it('decides every documented code', async () => {
    const uncertain = `ALREADY_AUTHORIZED ASPSP_ERROR ASPSP_PSU_ACTION_REQUIRED ASPSP_TIMEOUT CLOSED_SESSION DATE_FROM_IN_FUTURE
      DATE_TO_WITHOUT_DATE_FROM EXPIRED_AUTHORIZATION_CODE EXPIRED_SESSION PAYMENT_NOT_FINALIZED PAYMENT_NOT_FOUND REVOKED_SESSION
      SESSION_DOES_NOT_EXIST TRANSACTION_DOES_NOT_EXIST WRONG_AUTHORIZATION_CODE WRONG_CONTINUATION_KEY WRONG_DATE_INTERVAL
      WRONG_SESSION_STATUS WRONG_TRANSACTIONS_PERIOD`.split(/\s+/)
    const unknown: string[] = []
    for (const code of Object.keys(KIND_BY_CODE)) {
      const { kind } = await errorOf(startAnswered(() => errorResponse(422, code)))
      if (kind === 'unknown_outcome') unknown.push(code)
      else expect(kind).toBe(KIND_BY_CODE[code])
    }
    expect(unknown).toEqual(uncertain)
  })
})

describe('the field a refusal names', () => {
  const first = 'payment_request.credit_transfer_transaction.0'
  const cases: readonly (readonly [unknown, string | undefined])[] = [
    [
      [{ loc: ['body', 'payment_request', 'credit_transfer_transaction', 0, 'remittance_information'], msg: 'no', type: 'x' }],
      `${first}.remittance_information`,
    ],
    [`body.${first}.reference_number: not a reference number of a supported kind`, `${first}.reference_number`],
    [{ message: `${first}.beneficiary.creditor.name is required` }, `${first}.beneficiary.creditor.name`],
    ['payment_request.credit_transfer_transaction[0].instructed_amount.amount is wrong', `${first}.instructed_amount.amount`],
    ['Field requested_execution_date is too far in the future', 'requested_execution_date'],
    [{ errors: [{ path: 'payment_request.debtor_account', reason: 'missing' }] }, 'payment_request.debtor_account'],
    ['body.payment_type: Kontur does not take these payments', 'payment_type'],
    [`body.payment_request.${'deep.'.repeat(60)}end`, `payment_request.${'deep.'.repeat(60)}`.slice(0, 120)],
    ['Either creditor or debtor account is not trusted', undefined],
    ['Wrong credentials in this state', undefined],
    [[{ loc: ['header', 'psu-ip-address'] }], undefined],
    [[{ loc: ['body', '<script>'] }], undefined],
    [null, undefined],
    [7, undefined],
  ]

  it.each(cases)('%j is %j', async (detail, field) => {
    expect((await errorOf(startAnswered(() => errorResponse(422, 'WRONG_REQUEST_PARAMETERS', detail)))).facts.refusedField).toBe(field)
  })
})

describe('how a payment stands', () => {
  const report = (body: unknown, id = STARTED.payment_id) =>
    paymentsAnswering(() => Response.json(body)).payments.getPayment({ paymentId: id }, null)

  it('is read from the collection’s answers', async () => {
    expect(await report(EXECUTED)).toEqual({
      bankPaymentId: EXECUTED.payment_id,
      bankStatus: 'ACCC',
      isFinal: true,
      reason: null,
      debtorAccount: { scheme: 'IBAN', identification: 'SE3460000000000923450017' },
      instructions: [{ bankTransactionId: null, endToEndId: null, bankStatus: null }],
    })
    expect(await report(UNDER_WAY, UNDER_WAY.payment_id)).toMatchObject({
      bankStatus: 'ACTC',
      isFinal: false,
      reason: null,
      instructions: [{ bankTransactionId: null, endToEndId: null, bankStatus: null }],
    })
  })

  it('has the reason, and each line by its own number', async () => {
    const lines = [
      { payment_id: { end_to_end_id: 'E-1' }, transaction_id: 'T-1', transaction_status: 'RJCT' },
      { payment_id: null, transaction_id: 'T-2', transaction_status: 'NEW1' },
    ]
    const body = {
      ...{ payment_id: STARTED.payment_id.toUpperCase(), status: 'PART', final_status: false },
      status_reason_information: { status_reason_code: 'AC01', status_reason_description: 'Wrong\u0000 account' },
      payment_details: { debtor_account: { iban: 'FI04 5523 1152 4535 47' }, credit_transfer_transaction: lines },
    }
    expect(await report(body)).toEqual({
      bankPaymentId: STARTED.payment_id,
      bankStatus: 'PART',
      isFinal: false,
      reason: { code: 'AC01', description: 'Wrong\uFFFD account' },
      debtorAccount: { scheme: 'IBAN', identification: 'FI0455231152453547' },
      instructions: [
        { bankTransactionId: 'T-1', endToEndId: 'E-1', bankStatus: 'RJCT' },
        { bankTransactionId: 'T-2', endToEndId: null, bankStatus: 'NEW1' },
      ],
    })
  })

  it('takes no text for a code, and no whole account number in words', async () => {
    const reason = { status_reason_code: 'paid to Aino, FI04 5523 1152 4535 47', status_reason_description: 'To FI04 5523 1152 4535 47' }
    const found = await report({ status: 'see the letter'.repeat(50), status_reason_information: reason })
    expect(found).toMatchObject({ bankStatus: 'UNREADABLE', reason: { code: null } })
    expect(found.reason?.description).not.toContain('5523')
  })

  it('needs nothing but a status, and takes only a plain true as final', async () => {
    for (const final_status of [undefined, null, 'true', 1])
      expect(await report({ status: 'ACSP', final_status })).toMatchObject({ bankStatus: 'ACSP', isFinal: false, instructions: [] })
    for (const body of [{}, { status: '' }, { status: null }, [], 'x', { ...EXECUTED, payment_id: 'of-another' }])
      expect((await errorOf(report(body))).kind).toBe('invalid_response')
  })

  it('is not known when the API does not know the payment', async () => {
    const { payments } = paymentsAnswering(() => errorResponse(404, 'PAYMENT_NOT_FOUND'))
    const { kind, facts } = await errorOf(payments.getPayment({ paymentId: STARTED.payment_id }, null))
    expect([kind, facts.bankCode]).toEqual(['rejected', 'PAYMENT_NOT_FOUND'])
  })

  it.each([
    ['unavailable', () => errorResponse(400, 'ASPSP_ERROR', { error_data: { status: 401 } })],
    ['unavailable', () => refusal(502, '')],
    ['unavailable', network('ECONNRESET')],
    ['unreachable', network('ECONNREFUSED')],
    ['rate_limited', () => errorResponse(429, 'ASPSP_RATE_LIMIT_EXCEEDED')],
    ['rejected', () => errorResponse(400, 'ASPSP_PAYMENT_NOT_ACCESSIBLE')],
  ] as const)('is %s and nothing worse when the question fails', async (kind, answer) => {
    const { payments } = paymentsAnswering(answer)
    expect((await errorOf(payments.getPayment({ paymentId: STARTED.payment_id }, null))).kind).toBe(kind)
  })

  it('can be asked line by line', async () => {
    const { payments, sent } = paymentsAnswering(() =>
      Response.json({ payment_id: 'x', transaction_details: { transaction_status: 'ACSC' } }),
    )
    expect(await payments.getPaymentLine({ paymentId: 'P/1' }, 'T-1')).toEqual({ bankStatus: 'ACSC' })
    expect(sent[0]!.path).toBe('/payments/P%2F1/transactions/T-1')
  })

  it('addresses no other resource with a handle that is a path', async () => {
    const { payments, sent } = paymentsAnswering(() => Response.json(EXECUTED))
    for (const paymentId of ['..', '', '.']) expect((await errorOf(payments.getPayment({ paymentId }, null))).kind).toBe('invalid_response')
    expect(sent).toEqual([])
  })
})
