import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { goToBank } from './support/doors/connect-bank'
import { test } from './support/doors/doors-test'
import { cookieHeader, inBatches, send, type Answer, type Jar } from './support/doors/http'
import { listWritten } from './support/doors/watch-rows'
import type { World } from './support/doors/world'

const KONTUR = { country: 'FI', bank: 'Kontur', person: 'aino.virtanen' }
const FORGED = 1_000

test.describe('the way back from a bank', () => {
  test('asks no bank and writes nothing for a thousand states that are not ours', async ({ world }) => {
    const before = await countExchanges(world)
    const places = new Set<string>()
    const written = await listWritten(world, () =>
      inBatches(forgedQueries(world), async (query) => {
        const answer = await comeBack(world, world.jars.holder, query)
        places.add(`${answer.status} ${answer.headers.location?.replace(world.appUrl, '') ?? answer.body.slice(0, 100)}`)
      }),
    )
    expect([...places]).toEqual(['303 /banks/returned?reason=unknown'])
    expect(written).toEqual([])
    expect(await countExchanges(world)).toBe(before)
  })

  test('exchanges a code once, however many copies of the return come at once', async ({ world }) => {
    const trip = await goToBank(world, world.jars.holder, KONTUR)
    const before = await countExchanges(world)
    const copies = Array.from({ length: 100 }, () => trip.returnUrl.search)
    const answers = await inBatches(copies, (query) => comeBack(world, world.jars.holder, query), 100)
    expect(await countExchanges(world)).toBe(before + 1)
    const places = answers.map(({ headers }) => headers.location ?? '')
    expect(places.filter((place) => /\/banks\/[0-9a-f-]{36}\/accounts$/.test(place))).toHaveLength(1)
    expect(places.filter((place) => place.endsWith('/banks/returned?reason=used'))).toHaveLength(99)
    const again = await comeBack(world, world.jars.holder, trip.returnUrl.search)
    expect(again.headers.location).toMatch(/reason=used$/)
    expect(await countExchanges(world)).toBe(before + 1)
  })

  test('gives what one person began to nobody else, and leaves it to them', async ({ world }) => {
    const trip = await goToBank(world, world.jars.holder, KONTUR)
    const before = await countExchanges(world)
    const otherBrowser: Jar = new Map([...world.jars.holder, ['saldo-browser', randomBytes(32).toString('base64url')]])
    const strangers = { ...world.jars, holder: otherBrowser }
    for (const [who, jar] of Object.entries(strangers)) {
      const answer = await comeBack(world, jar, trip.returnUrl.search)
      expect(answer.headers.location, who).not.toMatch(/\/accounts$|\/progress\?renewed=1$/)
      expect(answer.headers.location, who).not.toContain(trip.state)
      expect(answer.headers.location, who).not.toContain(trip.code)
    }
    expect(await countExchanges(world)).toBe(before)
    const back = await comeBack(world, world.jars.holder, trip.returnUrl.search)
    expect(back.headers.location).toMatch(/\/accounts$|\/progress\?renewed=1$/)
  })

  test('is not taken once its fifteen minutes are over', async ({ world }) => {
    const trip = await goToBank(world, world.jars.holder, KONTUR)
    const before = await countExchanges(world)
    await world.tables.rows(
      `UPDATE authorization_attempt SET created_at = created_at - interval '901 seconds', expires_at = expires_at - interval '901 seconds'
        WHERE member_id = $1 AND used_at IS NULL`,
      [world.people.holder.memberId],
    )
    expect((await comeBack(world, world.jars.holder, trip.returnUrl.search)).headers.location).toMatch(/reason=expired$/)
    expect(await countExchanges(world)).toBe(before)
  })

  test('is not used up by a look that only wants the headers', async ({ world }) => {
    const trip = await goToBank(world, world.jars.holder, KONTUR)
    const before = await countExchanges(world)
    const looked = await send(world.appUrl, {
      method: 'HEAD',
      path: `/api/banks/callback${trip.returnUrl.search}`,
      headers: cookieHeader(world.jars.holder),
    })
    expect(looked.status).toBe(405)
    expect(await countExchanges(world)).toBe(before)
    expect((await comeBack(world, world.jars.holder, trip.returnUrl.search)).headers.location).toMatch(/\/accounts$|\/progress\?renewed=1$/)
  })

  test('says in our own words what a bank says in its own', async ({ world }) => {
    for (const error of ['access_denied', 'server_error', '<script>alert(1)</script>', 'x'.repeat(2_000)]) {
      const trip = await goToBank(world, world.jars.holder, KONTUR)
      const query = new URLSearchParams({ state: trip.state, error, error_description: 'Kanarie"><img src=x onerror=alert(1)>' })
      const answer = await comeBack(world, world.jars.holder, `?${query}`)
      const page = await send(world.appUrl, {
        path: new URL(answer.headers.location ?? '').pathname + new URL(answer.headers.location ?? '').search,
        headers: cookieHeader(world.jars.holder),
      })
      expect(page.status).toBe(200)
      expect(`${answer.headers.location}${page.body}`).not.toMatch(/onerror|alert\(1\)|x{100}/)
    }
  })
})

function comeBack({ appUrl }: World, jar: Jar, query: string): Promise<Answer> {
  return send(appUrl, { path: `/api/banks/callback${query}`, headers: cookieHeader(jar) })
}

/** How often the bank was asked to turn a code into access. */
async function countExchanges({ simulatorUrl }: World): Promise<number> {
  const calls = (await (await fetch(`${simulatorUrl}/simulator/ledger?what=calls`)).json()) as { operation: string }[]
  return calls.filter(({ operation }) => operation === 'POST /sessions').length
}

/** Random ones of the right form, cut and grown ones, and what people put into a parameter. */
function forgedQueries({ privates }: World): string[] {
  const odd = [
    ...[
      '',
      '?',
      '?state=',
      '?code=abc',
      '?state&code',
      '?state[]=a&code=b',
      '?state[x]=a&code=b',
      '?state=a&state=b&code=c',
      '?State=a&code=b',
    ],
    ...[
      "?state=' OR '1'='1&code=a",
      '?state=%00&code=a',
      '?state=%F0%28%8C%28&code=a',
      '?state=__proto__&code=a',
      '?state=null&code=a',
      '?state=*&code=a',
    ],
    ...[
      `?state=${privates.bankSession}&code=a`,
      `?state=${encodeURIComponent('{"$ne":null}')}&code=a`,
      `?state=${'A'.repeat(4_000)}&code=a`,
    ],
  ].map((query) => query.replaceAll(' ', '%20').replaceAll("'", '%27'))
  const random = Array.from({ length: FORGED }, (_, at) => {
    const state = randomBytes(32).toString('base64url')
    const spelled = [
      state,
      state.slice(0, at % 43),
      `${state}${state.slice(0, 1 + (at % 20))}`,
      state.toUpperCase(),
      `${state}%00`,
      `%20${state}`,
    ]
    return `?state=${spelled[at % spelled.length]}&code=${randomBytes(16).toString('hex')}`
  })
  return [...odd, ...random]
}
