import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCurrency } from '@/lib/core/currency'
import { parseMoney } from '@/lib/core/money'
import { asNobody } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { EcbError } from './ecb'
import { refreshRates } from './ecb-refresh'
import { convertToBase, loadRates } from '@/lib/accounts/fx'

const NOW = new Date('2026-11-20T17:00:00Z')
let database: TestDatabase
let asked: string[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  asked = []
  await database.ownerQuery('DELETE FROM fx_rate')
})

describe('refreshing the reference rates', () => {
  it('takes ninety days first, then only the newest, and a correction replaces what it corrects', async () => {
    expect(await refresh({ '2026-11-18': { SEK: '11.00' }, '2026-11-19': { SEK: '11.10', USD: '1.05' } })).toEqual({
      stored: 3,
      day: '2026-11-19',
    })
    expect(await refresh({ '2026-11-20': { SEK: '11.20' } })).toEqual({ stored: 1, day: '2026-11-20' })
    expect(await refresh({ '2026-11-20': { SEK: '11.20' } })).toEqual({ stored: 0, day: '2026-11-20' })
    expect(await refresh({ '2026-11-20': { SEK: '11.25' } })).toEqual({ stored: 1, day: '2026-11-20' })
    expect(asked).toEqual(
      ['eurofxref-hist-90d.xml', ...Array<string>(3).fill('eurofxref-daily.xml')].map((file) => `https://ecb.example/rates/${file}`),
    )
  })

  it('believes no day of the future', async () => {
    expect(await refresh({ '2027-11-20': { SEK: '1.00' }, '2026-11-20': { SEK: '11.20' } })).toEqual({ stored: 1, day: '2026-11-20' })
  })

  it('keeps what it has when the bank cannot be reached or answers something else', async () => {
    await refresh({ '2026-11-20': { SEK: '11.20' } })
    const bad = [
      () => Promise.reject(new TypeError('no')),
      () => Promise.resolve(new Response('gone', { status: 503 })),
      () => Promise.resolve(new Response('<html/>')),
    ]
    for (const fetch of bad)
      await expect(refreshRates({ url: 'https://ecb.example/rates/', now: NOW, fetch })).rejects.toBeInstanceOf(EcbError)
    expect((await load('SEK')).day).toBe('2026-11-20')
  })

  it('feeds conversion: exact, rounded once, and null where a rate is missing', async () => {
    await refresh({ '2026-11-19': { USD: '1.05' }, '2026-11-20': { SEK: '11.00' } })
    const rates = await load('SEK', 'USD', 'EUR', 'XAU')
    const [eur, sek] = [parseCurrency('EUR'), parseCurrency('SEK')]
    expect(convertToBase(rates, parseMoney('110.00', 'SEK'), eur)).toEqual(parseMoney('10.00', 'EUR'))
    expect(convertToBase(rates, parseMoney('1.05', 'USD'), sek)).toEqual(parseMoney('11.00', 'SEK'))
    expect(convertToBase(rates, parseMoney('1.00', 'EUR'), eur)).toEqual(parseMoney('1.00', 'EUR'))
    expect(convertToBase(rates, parseMoney('1.00', 'GBP'), eur)).toBeNull()
    expect(rates.day).toBe('2026-11-20')
  })
})

function load(...currencies: string[]) {
  return asNobody((db) => loadRates(db, currencies.map(parseCurrency)))
}

function refresh(days: Record<string, Record<string, string>>) {
  const cubes = Object.entries(days).map(
    ([day, rates]) =>
      `<Cube time="${day}">${Object.entries(rates)
        .map(([currency, rate]) => `<Cube currency="${currency}" rate="${rate}"/>`)
        .join('')}</Cube>`,
  )
  const fetch = (url: string) => {
    asked.push(url)
    return Promise.resolve(new Response(`<Envelope><Cube>${cubes.join('')}</Cube></Envelope>`))
  }
  return refreshRates({ url: 'https://ecb.example/rates/', now: NOW, fetch })
}
