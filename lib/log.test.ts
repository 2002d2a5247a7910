import { describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { allowed, type LogFacts } from './log'

describe('a log line', () => {
  it('keeps the allowed facts and drops everything else', () => {
    const facts = { householdId: 'h1', count: 3, password: 'secret', iban: 'FI2112345600000785', headers: { authorization: 'x' } }
    expect(allowed(facts as LogFacts)).toEqual({ householdId: 'h1', count: 3 })
  })

  it('drops objects and cuts long texts even under an allowed name', () => {
    const facts = { outcome: { token: 'secret' }, reason: 'x'.repeat(1_000) } as unknown as LogFacts
    expect(allowed(facts)).toEqual({ outcome: '[dropped]', reason: 'x'.repeat(200) })
  })

  it('keeps kind, code and name of an error and never its message or cause', () => {
    const cause = Object.assign(new Error('password=secret'), { code: 'ECONNRESET' })
    const line = JSON.stringify([
      allowed({ error: new BankError('unavailable', { cause, bankMessage: 'secret' }) }),
      allowed({ error: cause }),
    ])
    expect(line).toBe('[{"error":{"name":"BankError","kind":"unavailable"}},{"error":{"name":"Error","code":"ECONNRESET"}}]')
  })

  it('takes what is thrown and is no error', () => {
    expect(allowed({ error: 'secret' })).toEqual({ error: { name: 'string' } })
  })
})
