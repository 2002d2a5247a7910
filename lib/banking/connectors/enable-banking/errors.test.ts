import { describe, expect, it } from 'vitest'
import type { BankErrorKind } from '@/lib/banking/errors'
import { KIND_BY_CODE, toBankError, type Operation } from './errors'

const NOW = new Date('2026-11-20T09:30:00Z')

/** Typed from the documents' list of codes, in their order. */
const DOCUMENTED = `ACCESS_DENIED ACCOUNT_DOES_NOT_EXIST ALREADY_AUTHORIZED ASPSP_ACCOUNT_NOT_ACCESSIBLE ASPSP_ERROR ASPSP_TIMEOUT
ASPSP_RATE_LIMIT_EXCEEDED AUTHORIZATION_NOT_PROVIDED CLOSED_SESSION DATE_TO_WITHOUT_DATE_FROM DATE_FROM_IN_FUTURE EXPIRED_AUTHORIZATION_CODE
EXPIRED_SESSION INVALID_ACCOUNT_ID INVALID_HOST UNAUTHORIZED_IP NO_ACCOUNTS_ADDED PAYMENT_NOT_FOUND PSU_HEADER_NOT_PROVIDED PSU_HEADER_INVALID
REDIRECT_URI_NOT_ALLOWED REVOKED_SESSION SESSION_DOES_NOT_EXIST UNAUTHORIZED_ACCESS UNTRUSTED_PAYMENT_PARTY WEBHOOK_URI_NOT_ALLOWED
WRONG_ASPSP_PROVIDED WRONG_AUTHORIZATION_CODE WRONG_DATE_INTERVAL WRONG_CREDENTIALS_PROVIDED WRONG_REQUEST_PARAMETERS WRONG_SESSION_STATUS
WRONG_TRANSACTIONS_PERIOD WRONG_CONTINUATION_KEY TRANSACTION_DOES_NOT_EXIST PAYMENT_LIMIT_EXCEEDED ASPSP_PAYMENT_NOT_ACCESSIBLE INVALID_PAYMENT
ASPSP_PSU_ACTION_REQUIRED PAYMENT_NOT_FINALIZED`.split(/\s+/)

type Told = { status: number; operation?: Operation; headers?: Record<string, string> }

function errorOf(body: unknown, { status, operation = 'transactions', headers = {} }: Told) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return toBankError({ status, headers: new Headers(headers), text }, operation, NOW)
}

describe('the table of codes', () => {
  it('covers the documented list exactly', () => {
    expect(DOCUMENTED).toHaveLength(40)
    expect(Object.keys(KIND_BY_CODE).sort()).toEqual([...DOCUMENTED].sort())
  })

  it.each(DOCUMENTED)('decides %s by its name, whatever the status', (code) => {
    for (const status of [400, 401, 403, 404, 422, 429, 500]) {
      expect(errorOf({ message: 'm', code: status, error: code, detail: null }, { status, operation: 'balances' }).kind).toBe(
        KIND_BY_CODE[code],
      )
    }
  })

  it('is not fooled by names that every object has', () => {
    for (const error of ['constructor', '__proto__', 'toString']) expect(errorOf({ error }, { status: 500 }).kind).toBe('unavailable')
  })
})

/** Bodies seen in the field, word for word where they were quoted. */
const SEEN: readonly (readonly [BankErrorKind, Told, unknown])[] = [
  ['unavailable', { status: 400 }, { code: 400, message: 'Error interacting with ASPSP', detail: 'Unknown error', error: 'ASPSP_ERROR' }],
  ['rate_limited', { status: 400 }, wrapped({ code: 'X', status: 429, message: 'slow down' })],
  ['rate_limited', { status: 400 }, wrapped(JSON.stringify({ status: 429 }))],
  ['consent_revoked', { status: 400 }, wrapped({ status: 401 })],
  ['consent_revoked', { status: 400 }, wrapped({ status: '403' })],
  ['account_not_accessible', { status: 400, operation: 'balances' }, wrapped({ status: 404 })],
  ['parameter_refused', { status: 400 }, wrapped({ status: 422 })],
  ['unavailable', { status: 400, operation: 'balances' }, wrapped({ status: 422 })],
  ['unavailable', { status: 400 }, wrapped({ status: 503 })],
  ['authorization_failed', { status: 400, operation: 'complete' }, wrapped({ status: 401 })],
  ['period_refused', { status: 400 }, wrapped({ code: 'PERIOD_INVALID', status: 400 })],
  [
    'period_refused',
    { status: 400 },
    { title: 'Range is out of the last 90-day period', code: 'PERIOD_INVALID', detail: 'dateFrom=…, dateTo=…' },
  ],
  [
    'psu_action_required',
    { status: 403 },
    { code: 403, message: 'Internal error.', detail: { message: 'Internal error.', error_name: 'PsuActionRequiredException' } },
  ],
  [
    'account_not_accessible',
    { status: 400 },
    { code: 400, message: 'Account not found', detail: { error_name: 'AccountNotAccessibleException' } },
  ],
  ['application_rejected', { status: 401 }, { code: 401, message: 'Unauthorized access', error: 'UNAUTHORIZED_ACCESS', detail: null }],
  [
    'continuation_refused',
    { status: 422 },
    { error: 'WRONG_REQUEST_PARAMETERS', message: 'transactionStatus in request is not the same as in continuationKey' },
  ],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: '[HUB046] Allowed number of accesses exceeded for consent.' }],
  [
    'rate_limited',
    { status: 400 },
    { error: 'ASPSP_ERROR', detail: { message: 'Daily PSU not present consultation limit has been exceeded' } },
  ],
  [
    'rate_limited',
    { status: 400 },
    { error: 'ASPSP_ERROR', detail: 'The access on the account has been exceeding the consented multiplicity per day.' },
  ],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: 'Consent daily limit 4 is exceeded' }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', message: 'Access exceeded' }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: { error_data: { code: 'ACCESS_EXCEEDED', status: 429 } } }],
  ['rate_limited', { status: 422 }, { error: 'WRONG_REQUEST_PARAMETERS', detail: { error_data: { status: 429 } } }],
  ['rate_limited', { status: 422 }, { detail: { error_data: { status: '429' } } }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: '{"status": 429, "title": "slow down"}' }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: 'Upstream answered 429' }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: 'Das Tageslimit für Abrufe wurde überschritten' }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: 'Ha superado el límite diario de consultas' }],
  ['rate_limited', { status: 400 }, { error: 'ASPSP_ERROR', detail: 'La limite quotidienne de consultations est dépassée' }],
  ['unavailable', { status: 400 }, { error: 'ASPSP_ERROR', detail: 'The daily maintenance is going on' }],
  ['authorization_failed', { status: 422, operation: 'complete' }, { error: 'WRONG_SESSION_STATUS' }],
  ['authorization_failed', { status: 401, operation: 'complete' }, { error: 'EXPIRED_SESSION' }],
  ['unavailable', { status: 503 }, '<html>maintenance</html>'],
  ['unavailable', { status: 502 }, ''],
  ['rate_limited', { status: 429 }, 'Too many'],
  ['invalid_response', { status: 404 }, '<html>not found</html>'],
  ['unavailable', { status: 500 }, '[]'],
  ['unavailable', { status: 500 }, { error: 'A_CODE_FROM_TOMORROW' }],
  ['rate_limited', { status: 429 }, { error: 'A_CODE_FROM_TOMORROW' }],
  ['application_rejected', { status: 401 }, { message: 'no code at all' }],
  ['consent_closed', { status: 404, operation: 'session' }, { message: 'not found' }],
  ['consent_closed', { status: 404, operation: 'revoke' }, { message: 'not found' }],
  ['account_not_accessible', { status: 404 }, { message: 'not found' }],
  ['parameter_refused', { status: 422 }, { message: 'pending is not supported' }],
  ['rejected', { status: 422, operation: 'start' }, { message: 'no' }],
]

describe('bodies seen in the field', () => {
  it.each(SEEN)('%s: %j %j', (kind, told, body) => {
    expect(errorOf(body, told).kind).toBe(kind)
  })

  it('survives any detail', () => {
    const deep = JSON.parse('{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000)) as unknown
    for (const detail of [
      null,
      0,
      true,
      '',
      'text',
      [],
      [[['x']]],
      { a: { b: {} } },
      deep,
      { error_data: null },
      { error_data: [] },
      '{"broken',
    ]) {
      expect(errorOf({ message: 'm', error: 'ASPSP_ERROR', detail }, { status: 400 }).kind).toBe('unavailable')
    }
  })
})

describe('when to try again', () => {
  const wait = (headers: Record<string, string>, words = 'slow down') => {
    const { retryAt } = errorOf({ error: 'ASPSP_RATE_LIMIT_EXCEEDED', message: words }, { status: 429, headers }).facts
    return (retryAt!.getTime() - NOW.getTime()) / 1000
  }

  it('follows Retry-After in seconds and as an HTTP date', () => {
    expect(wait({ 'retry-after': '600' })).toBe(600)
    expect(wait({ 'retry-after': 'Fri, 20 Nov 2026 10:00:00 GMT' })).toBe(1_800)
  })

  it('waits at least a minute and at most a day', () => {
    for (const value of ['0', '-5', 'Fri, 20 Nov 2020 10:00:00 GMT']) expect(wait({ 'retry-after': value })).toBeGreaterThanOrEqual(60)
    for (const value of ['99999999999999999999', '315360000', 'Mon, 20 Nov 2036 10:00:00 GMT'])
      expect(wait({ 'retry-after': value })).toBe(86_400)
  })

  it('waits an hour when nothing is said, or nonsense', () => {
    expect(wait({})).toBe(3_600)
    for (const value of ['soon', '2026', 'NaN', ''])
      expect(wait({ 'retry-after': value })).toSatisfy((s: number) => s === 3_600 || s === 2_026)
  })

  it.each([
    'Daily PSU not present consultation limit has been exceeded',
    '[HUB046] Allowed number of accesses exceeded for consent.',
    'Access exceeded',
    'The access on the account has been exceeding the consented multiplicity per day.',
    'Consent daily limit 4 is exceeded',
    'Too many accesses under this consent.',
    'Das Tageslimit ist erreicht',
    'Se ha superado el límite diario',
    'Limite quotidienne dépassée',
    'Limite giornaliero superato',
    'Daglimiet bereikt',
    'Dagsgränsen har nåtts',
    'Päivittäinen raja on täynnä',
    'Przekroczono dzienny limit',
  ])('waits until just after the next UTC midnight when a day’s limit is meant: %s', (words) => {
    const untilAfterMidnight = 14.5 * 3_600 + 600
    expect(wait({}, words)).toBe(untilAfterMidnight)
    expect(wait({ 'retry-after': '0' }, words)).toBe(untilAfterMidnight)
    expect(wait({ 'retry-after': '120' }, words)).toBe(120)
    expect(errorOf({ error: 'ASPSP_RATE_LIMIT_EXCEEDED', message: words }, { status: 429 }).facts.isDailyLimit).toBe(true)
  })

  it('waits a whole day when the last 24 hours are meant', () => {
    expect(wait({}, 'Limit of 4 calls in 24 hours reached')).toBe(86_400)
  })

  it('knows the bank’s code for a day’s limit, and does not take a mere pause for one', () => {
    const factsOf = (detail: unknown) => errorOf({ error: 'ASPSP_RATE_LIMIT_EXCEEDED', detail }, { status: 429 }).facts
    expect(factsOf({ error_data: { code: 'ACCESS_EXCEEDED' } }).isDailyLimit).toBe(true)
    expect(factsOf('CLO03941 - Operación no disponible').isDailyLimit).toBeUndefined()
  })

  it('reads an HTTP date by the clock that wrote it', () => {
    expect(wait({ date: 'Fri, 20 Nov 2026 09:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 10:00:00 GMT' })).toBe(3_600)
  })

  it('takes Retry-After of a bank that is down, and says nothing without it', () => {
    expect(errorOf('{}', { status: 503, headers: { 'retry-after': '120' } }).facts.retryAt).toEqual(new Date('2026-11-20T09:32:00Z'))
    expect(errorOf('{}', { status: 503 }).facts.retryAt).toBeUndefined()
  })
})

describe('how far back a bank allows', () => {
  const earliest = (detail: unknown) => errorOf({ error: 'WRONG_TRANSACTIONS_PERIOD', detail }, { status: 422 }).facts.earliestDay

  it('is the day it names', () => {
    expect(earliest({ message: 'Maximum days in the past allowed for transaction list is 120', date_from: '2026-01-17' })).toBe(
      '2026-01-17',
    )
  })

  it('is counted from its words otherwise', () => {
    expect(earliest({ message: 'Maximum days in the past allowed for transaction list is 120' })).toBe('2026-07-23')
    expect(earliest('Range is out of the last 90-day period')).toBe('2026-08-23')
  })

  it('is unknown when it says nothing usable', () => {
    expect(earliest({ message: 'Requested time period out of bound.' })).toBeUndefined()
    expect(earliest({ date_from: '2026-02-31' })).toBeUndefined()
    expect(earliest({ message: 'the last 0 days' })).toBeUndefined()
  })
})

describe('what is kept for support', () => {
  it('shows a clock that is off, only when it is off', () => {
    const errorAt = (date: string, error = 'UNAUTHORIZED_ACCESS', status = 401) => {
      const { kind, facts } = errorOf({ error }, { status, headers: { date } })
      return [kind, facts.clockSkewSeconds]
    }
    expect(errorAt('Fri, 20 Nov 2026 09:29:15 GMT')).toEqual(['clock_off', 45])
    expect(errorAt('Fri, 20 Nov 2026 09:40:00 GMT')).toEqual(['clock_off', -600])
    expect(errorAt('Thu, 19 Nov 2026 09:30:00 GMT', 'DATE_FROM_IN_FUTURE', 422)).toEqual(['clock_off', 86_400])
    expect(errorAt('Fri, 20 Nov 2026 09:29:40 GMT')).toEqual(['application_rejected', undefined])
    expect(errorAt('nonsense')).toEqual(['application_rejected', undefined])
    expect(errorAt('Fri, 20 Nov 2026 09:40:00 GMT', 'ASPSP_ERROR', 400)).toEqual(['unavailable', undefined])
    expect(errorAt('Fri, 20 Nov 2026 09:40:00 GMT', 'EXPIRED_SESSION')).toEqual(['consent_expired', undefined])
  })

  it('keeps at most 200 characters of text, in one clean line, without a whole IBAN', () => {
    const { bankMessage } = errorOf(
      { error: 'ASPSP_ERROR', message: `no \u202Eaccount\u0000 FI2112345600000785\n${'x'.repeat(500)}` },
      { status: 400 },
    ).facts
    expect(bankMessage).toHaveLength(200)
    expect(bankMessage).not.toMatch(/[\u0000-\u001F\u202E]|FI2112345600000785/)
  })

  it('does not take a code that is no code', () => {
    expect(errorOf({ error: '<script>' }, { status: 500 }).facts.bankCode).toBeUndefined()
  })
})

function wrapped(errorData: unknown) {
  return { code: 400, message: 'Error', detail: { message: 'Error', error_name: 'Some', error_data: errorData }, error: 'ASPSP_ERROR' }
}
