import { expect, it, vi } from 'vitest'
import { XMLParser } from 'fast-xml-parser'
import { serveEcb } from './ecb-feed'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

type Cube = { '@_time': string; Cube: { '@_currency': string; '@_rate': string }[] }

async function read(path: string, now: string): Promise<Cube[]> {
  const text = await serveEcb(path, new Date(now)).text()
  const parser = new XMLParser({ ignoreAttributes: false, parseAttributeValue: false })
  const { Cube: inner } = (parser.parse(text) as { 'gesmes:Envelope': { Cube: { Cube: Cube | Cube[] } } })['gesmes:Envelope'].Cube
  return [inner].flat()
}

it('gives the last fixing: yesterday’s until the afternoon, Friday’s at the weekend', async () => {
  const day = async (now: string) => (await read('/stats/eurofxref/eurofxref-daily.xml', now))[0]!['@_time']
  expect(await day('2026-11-20T14:59:00Z')).toBe('2026-11-19')
  expect(await day('2026-11-20T15:00:00Z')).toBe('2026-11-20')
  expect(await day('2026-11-22T18:00:00Z')).toBe('2026-11-20')
})

it('gives about thirty currencies near their real values', async () => {
  const [latest] = await read('/stats/eurofxref/eurofxref-daily.xml', '2026-11-20T18:00:00Z')
  const rates = new Map(latest!.Cube.map((cube) => [cube['@_currency'], parseFloat(cube['@_rate'])]))
  expect(rates.size).toBe(30)
  for (const [currency, near] of [
    ['USD', 1.09],
    ['SEK', 11.05],
    ['DKK', 7.46],
    ['GBP', 0.84],
    ['JPY', 165],
  ] as const) {
    expect(Math.abs(rates.get(currency)! / near - 1), currency).toBeLessThan(0.05)
  }
})

it('gives ninety days and the whole history, newest first, business days only', async () => {
  const days = (await read('/stats/eurofxref/eurofxref-hist-90d.xml', '2026-11-20T18:00:00Z')).map((cube) => cube['@_time'])
  expect(days.length).toBeGreaterThan(60)
  expect(days).toEqual([...days].sort().reverse())
  expect((await read('/stats/eurofxref/eurofxref-hist.xml', '2026-11-20T18:00:00Z')).length).toBeGreaterThan(700)
})
