import { describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { HOSTILE_URLS } from './fixtures/hostile-urls'
import { apiEndpoint, isAllowedRedirect } from './urls'

const PUBLIC_API = 'https://api.enablebanking.com'

describe('where a browser may be sent', () => {
  it.each([
    'https://enablebanking.com/auth?x=1',
    'https://tilisy.enablebanking.com/welcome?sessionid=73100c65-c54d-46a1-87d1-aa3effde435a',
    'https://a.b-c.enablebanking.com',
    'https://api.enablebanking.com/x#y',
  ])('allows %s', (url) => {
    expect(isAllowedRedirect(url, PUBLIC_API)).toBe(true)
  })

  it('refuses every one of a corpus of hostile spellings, with a public and with a loopback API', () => {
    expect(new Set(HOSTILE_URLS).size).toBeGreaterThanOrEqual(150)
    const allowed = HOSTILE_URLS.filter((url) => isAllowedRedirect(url, PUBLIC_API) || isAllowedRedirect(url, 'http://127.0.0.1:4161'))
    expect(allowed).toEqual([])
  })

  it('allows exactly the origin of a configured loopback API', () => {
    for (const apiUrl of ['http://127.0.0.1:3001', 'http://localhost:3001', 'http://[::1]:3001']) {
      expect(isAllowedRedirect(`${apiUrl}/pages/authorize/1`, apiUrl)).toBe(true)
      expect(isAllowedRedirect(`${apiUrl}0/pages`, apiUrl)).toBe(false)
      expect(isAllowedRedirect(`${apiUrl.replace('http:', 'https:')}/pages`, apiUrl)).toBe(false)
      expect(isAllowedRedirect(`${apiUrl}@evil.example/`, apiUrl)).toBe(false)
    }
    expect(isAllowedRedirect('http://127.0.0.1:3001/pages', PUBLIC_API)).toBe(false)
  })

  it('does not extend a private API’s own host to anything but loopback', () => {
    expect(isAllowedRedirect('https://bank.internal/pages', 'https://bank.internal')).toBe(false)
    expect(isAllowedRedirect('http://192.168.1.5/pages', 'http://192.168.1.5')).toBe(false)
  })
})

describe('apiEndpoint', () => {
  it('keeps handles in their own path segment', () => {
    expect(apiEndpoint(`${PUBLIC_API}/`, ['accounts', 'a/b?c#d%', 'balances']).toString()).toBe(
      `${PUBLIC_API}/accounts/a%2Fb%3Fc%23d%25/balances`,
    )
    expect(apiEndpoint('http://127.0.0.1:3001/base', ['aspsps'], { country: 'FI', x: null }).toString()).toBe(
      'http://127.0.0.1:3001/base/aspsps?country=FI',
    )
  })

  it('refuses handles that would change the address', () => {
    for (const handle of ['', '.', '..', 'a b', 'a\nb', 'é', '\uD800', 'x'.repeat(1_025)]) {
      expect(() => apiEndpoint(PUBLIC_API, ['accounts', handle, 'balances'])).toThrow(BankError)
    }
  })

  it('sends continuation keys of any content unharmed', () => {
    const key = 'a+b/c==&date_from=2020-01-01#ä 🏦'
    const url = apiEndpoint(PUBLIC_API, ['accounts', 'u', 'transactions'], { continuation_key: key, date_from: '2026-01-01' })
    expect(url.searchParams.get('continuation_key')).toBe(key)
    expect(url.searchParams.get('date_from')).toBe('2026-01-01')
  })
})
