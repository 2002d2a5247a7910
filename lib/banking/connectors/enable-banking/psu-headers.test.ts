import { describe, expect, it } from 'vitest'
import type { PsuContext } from '@/lib/banking/port'
import { psuHeaders } from './psu-headers'

const PERSON: PsuContext = { ipAddress: '203.0.113.7', userAgent: 'Mozilla/5.0', accept: 'text/html', acceptLanguage: 'fi' }

describe('psuHeaders', () => {
  it('sends none in a background run', () => {
    expect(psuHeaders(null, ['Psu-Ip-Address'])).toEqual({})
    expect(psuHeaders(null, [])).toEqual({})
  })

  it('sends exactly what the bank requires, in any spelling', () => {
    expect(psuHeaders(PERSON, ['psu-ip-address', 'PSU-USER-AGENT'])).toEqual({
      'Psu-Ip-Address': '203.0.113.7',
      'Psu-User-Agent': 'Mozilla/5.0',
    })
  })

  it('sends none rather than some', () => {
    expect(psuHeaders(PERSON, ['Psu-Ip-Address', 'Psu-Referer'])).toEqual({})
    expect(psuHeaders(PERSON, ['Psu-Ip-Address', 'Psu-Something-New'])).toEqual({})
  })

  it('never invents a place', () => {
    expect(psuHeaders(PERSON, ['Psu-Ip-Address', 'Psu-Geo-Location'])).toEqual({})
  })

  it('sends all it has where the bank names none', () => {
    expect(psuHeaders(PERSON, [])).toEqual({
      'Psu-Ip-Address': '203.0.113.7',
      'Psu-User-Agent': 'Mozilla/5.0',
      'Psu-Accept': 'text/html',
      'Psu-Accept-language': 'fi',
    })
  })

  it('counts a value that is no header value as absent', () => {
    for (const userAgent of ['', '  ', 'a\r\nX-Evil: 1', 'Ä', 'x'.repeat(2_000)]) {
      expect(psuHeaders({ ...PERSON, userAgent }, ['Psu-Ip-Address', 'Psu-User-Agent'])).toEqual({})
    }
  })
})
