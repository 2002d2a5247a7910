import { describe, expect, it } from 'vitest'
import { isSameOrigin } from './same-origin'

const APP = 'https://saldo.example.org/money'
const OWN = 'https://saldo.example.org'

describe('isSameOrigin', () => {
  it('takes requests of our own pages, also from browsers without Sec-Fetch-Site', () => {
    expect(isSameOrigin(new Headers({ origin: OWN, 'sec-fetch-site': 'same-origin' }), APP)).toBe(true)
    expect(isSameOrigin(new Headers({ origin: OWN }), APP)).toBe(true)
  })

  it.each([
    ['no origin', {}],
    ['a null origin', { origin: 'null' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a sibling sub-domain', { origin: 'https://evil.example.org' }],
    ['our name at the front of another', { origin: 'https://saldo.example.org.evil.example' }],
    ['plain http', { origin: 'http://saldo.example.org' }],
    ['another port', { origin: 'https://saldo.example.org:8443' }],
    [
      'another site that forwards its own host',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' },
    ],
    ['cross-site by the browser’s word', { origin: OWN, 'sec-fetch-site': 'cross-site' }],
    ['same-site by the browser’s word', { origin: OWN, 'sec-fetch-site': 'same-site' }],
    ['typed by the user', { origin: OWN, 'sec-fetch-site': 'none' }],
  ])('refuses %s', (_what, headers: Record<string, string>) => {
    expect(isSameOrigin(new Headers(headers), APP)).toBe(false)
  })
})
