import { beforeEach, describe, expect, it } from 'vitest'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { expectKind, type ContractWorld, type MakeWorld, type SentRequest } from './contract-world'
import type { BankErrorKind } from './errors'
import { describePaying } from './payments-contract'
import type {
  AspspRef,
  AuthorizedSession,
  PortTransaction,
  PsuContext,
  TransactionsPage,
  TransactionsQuery,
  ValidatedCallback,
} from './port'

const STATE = 'aZ09_-'.repeat(7)
const PAGES_MAX = 500
const PERSON: PsuContext = {
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  referer: 'https://saldo.example/banks',
  accept: 'text/html',
  acceptCharset: 'utf-8',
  acceptEncoding: 'gzip',
  acceptLanguage: 'fi',
}

/** What every connector promises, whatever dialect it speaks. Runs against each world that can play a bank. */
export function describeConnector(name: string, makeWorld: MakeWorld): void {
  describe(`${name} keeps the connector contract`, () => {
    let world: ContractWorld
    beforeEach(async () => {
      world = await makeWorld()
    })
    describeChoosing(() => world)
    describeAuthorizing(() => world)
    describeReading(() => world)
    describePaging(() => world)
    describeFailing(() => world)
    describeEnding(() => world)
    describePaying(() => world)
  })
}

function describeChoosing(world: () => ContractWorld): void {
  it('knows its own application', async () => {
    const application = await world().connector.getApplication()
    expect(application).toMatchObject({ active: true, services: expect.arrayContaining(['AIS']) })
    expect(application.redirectUrls).toContain(world().redirectUrl)
  })

  it('lists banks, of one country or of all', async () => {
    const { connector, aspsp } = world()
    const ofCountry = await connector.listAspsps({ country: aspsp.country.toLowerCase() })
    expect(ofCountry.map(({ name }) => name)).toEqual(expect.arrayContaining([aspsp.name, world().otherAspsp.name]))
    expect(new Set(ofCountry.map(({ country }) => country))).toEqual(new Set([aspsp.country]))
    expect((await connector.listAspsps({ country: null })).length).toBeGreaterThanOrEqual(ofCountry.length)
    for (const bank of ofCountry) expect(bank.maximumConsentValiditySeconds).toBeGreaterThan(86_400)
  })
}

function describeAuthorizing(world: () => ContractWorld): void {
  it('sends the browser to an allowed page and gets its state back unchanged', async () => {
    const { url } = await start(world())
    expect(world().connector.isAllowedRedirect(url)).toBe(true)
    const query = await world().approve(url)
    expect(query.get('state')).toBe(STATE)
    expect(query.get('code')).toBeTruthy()
  })

  it('turns a code into accounts that can be recognised again', async () => {
    const session = await authorize(world())
    expect(session.aspsp).toEqual(world().aspsp)
    expect(session.accounts.length).toBeGreaterThan(0)
    expect(session.validUntil.getTime()).toBeLessThanOrEqual(validUntil(world()).getTime())
    for (const account of session.accounts) {
      expect(account.identificationHashes.length).toBeGreaterThan(0)
      expect(account.iban ?? account.otherIdentification?.identification).toBeTruthy()
    }
    for (const secret of Object.values(session.credentials)) expect(secret).toBeTypeOf('string')
  })

  it('gives the same account other handles and the same hashes when it is authorised again', async () => {
    const first = await authorize(world())
    const second = await authorize(world())
    const hashes = (session: AuthorizedSession) => new Set(session.accounts.flatMap((account) => account.identificationHashes))
    expect(hashes(second)).toEqual(hashes(first))
    const handles = new Set(first.accounts.map(({ uid }) => uid))
    expect(second.accounts.filter(({ uid }) => uid !== null && handles.has(uid))).toEqual([])
  })

  it('comes back without a code when the person declines', async () => {
    const query = await world().decline((await start(world())).url)
    expect(query.get('code')).toBeNull()
    expect(query.get('error')).toBe('access_denied')
    expect(query.get('state')).toBe(STATE)
  })

  it('refuses a wrong code and a code used before', async () => {
    const { url, authorizationId } = await start(world())
    const code = (await world().approve(url)).get('code')
    await expectKind(complete(world(), { code: 'not-a-code', authorizationId }), 'authorization_failed')
    await complete(world(), { code, authorizationId })
    await expectKind(complete(world(), { code, authorizationId }), 'authorization_failed')
  })

  it('ends a session that belongs to another bank than the one asked for', async () => {
    const { url, authorizationId } = await start(world())
    const code = (await world().approve(url)).get('code')
    const mixedUp = complete(world(), { code, authorizationId, aspsp: world().otherAspsp })
    await expectKind(mixedUp, 'authorization_failed')
    expect(world().sent.at(-1)?.method).toBe('DELETE')
  })

  it('does not send the browser back to a URL that is not registered', async () => {
    await expectKind(start(world(), { redirectUrl: `${world().redirectUrl}/elsewhere` }), 'redirect_not_registered')
  })

  it('refuses a bank that does not exist', async () => {
    await expectKind(start(world(), { aspsp: { name: 'No such bank', country: world().aspsp.country } }), 'rejected')
  })
}

function describeReading(world: () => ContractWorld): void {
  it('reads balances with type and currency', async () => {
    const { balances, rejected, raw } = await world().connector.listBalances(await accountQuery(world()))
    expect(balances.length).toBeGreaterThan(0)
    expect(rejected).toEqual([])
    for (const balance of balances) expect(balance.type).toMatch(/^[A-Z]{4}$/)
    expect(raw).toContain('"')
  })

  it('describes an account as it did when access was given', async () => {
    const session = await authorize(world())
    const account = session.accounts.find(({ uid }) => uid !== null)!
    const details = await world().connector.getAccountDetails({ ...(await accountQuery(world(), session)), uid: account.uid! })
    expect(details.identificationHashes).toEqual(account.identificationHashes)
    expect(details.currency).toBe(account.currency)
  })

  it('answers the details of a row it listed', async () => {
    const query = await accountQuery(world())
    const listed = (await readAll(world(), query)).find((row) => row.transactionId !== null)
    if (!listed) return
    const row = await world().connector.getTransaction({ ...query, transactionId: listed.transactionId! })
    expect(row.amount).toEqual(listed.amount)
  })

  it('sends all of the required PSU headers for a person and none without one', async () => {
    const query = await accountQuery(world())
    const requiredPsuHeaders = ['Psu-Ip-Address', 'Psu-User-Agent']
    await world().connector.listBalances({ ...query, psuContext: PERSON, requiredPsuHeaders })
    expect(psuHeadersOf(world().sent.at(-1)!)).toEqual(['psu-ip-address', 'psu-user-agent'])
    await world().connector.listBalances({ ...query, psuContext: null, requiredPsuHeaders })
    expect(psuHeadersOf(world().sent.at(-1)!)).toEqual([])
  })
}

function describePaging(world: () => ContractWorld): void {
  it('pages to the end with constant parameters and repeats no row', async () => {
    const query = { ...(await transactionsQuery(world())), status: 'BOOK' as const, dateFrom: addDays(utcDay(world().now), -60) }
    const before = world().sent.length
    const pages = await readPages(world(), query)
    expect(pages.length).toBeGreaterThan(1)
    const asked = world()
      .sent.slice(before)
      .map(({ url }) => withoutKey(url))
    expect(new Set(asked).size).toBe(1)
    const raws = pages.map((page) => page.raw)
    expect(new Set(raws).size).toBe(raws.length)
  })

  it('takes both ends of a period as inclusive', async () => {
    const rows = await readAll(world(), await accountQuery(world()))
    const day = rows.find((row) => row.status === 'BOOK' && row.bookingDate)!.bookingDate!
    const ofDay = await readPages(world(), { ...(await transactionsQuery(world())), status: 'BOOK', dateFrom: day, dateTo: day })
    const days = ofDay.flatMap((page) => page.transactions).map((row) => row.bookingDate)
    expect(new Set(days)).toEqual(new Set([day]))
  })

  it('keeps booked and pending rows apart when asked to', async () => {
    const session = await authorize(world())
    const uids = session.accounts.flatMap(({ uid }) => uid ?? [])
    const query = await transactionsQuery(world(), session)
    const statuses = async (status: 'BOOK' | 'PDNG') => {
      const found = new Set<string>()
      for (const uid of uids) {
        const pages = await readPages(world(), { ...query, uid, status, dateFrom: addDays(utcDay(world().now), -30) })
        for (const row of pages.flatMap((page) => page.transactions)) found.add(row.status)
      }
      return found
    }
    expect(await statuses('BOOK')).toEqual(new Set(['BOOK']))
    expect(await statuses('PDNG')).toEqual(new Set(['PDNG']))
  })

  it('shows money that leaves as negative and money that comes as positive', async () => {
    const rows = await readAll(world(), await accountQuery(world()))
    expect(rows.some((row) => row.amount.minor < 0n)).toBe(true)
    expect(rows.some((row) => row.amount.minor > 0n)).toBe(true)
  })
}

function describeFailing(world: () => ContractWorld): void {
  it('says by kind what is wrong with a read', async () => {
    const { connector, now } = world()
    const query = await transactionsQuery(world())
    await expectKind(connector.listBalances({ ...query, uid: '00000000-0000-4000-8000-000000000000' }), 'account_not_accessible')
    await expectKind(connector.listTransactions({ ...query, dateFrom: addDays(utcDay(now), 3) }), 'period_refused')
    await expectKind(
      connector.listTransactions({ ...query, dateFrom: addDays(utcDay(now), -30), continuationKey: 'bogus' }),
      'continuation_refused',
    )
  })

  it('knows when a bank cannot be told that the person is there', () => {
    const { connector } = world()
    expect(connector.showsPerson(PERSON, [])).toBe(true)
    expect(connector.showsPerson(PERSON, ['Psu-Ip-Address'])).toBe(true)
    expect(connector.showsPerson(PERSON, ['Psu-Ip-Address', 'Psu-Geo-Location'])).toBe(false)
  })

  it('tells a bank that does not answer from an answer that cannot be used', async () => {
    const query = await accountQuery(world())
    const cases: [BankErrorKind, () => Promise<Response>][] = [
      ['unavailable', () => Promise.reject(new TypeError('fetch failed'))],
      ['unavailable', () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 }))],
      ['invalid_response', () => Promise.resolve(new Response('<h1>Welcome</h1>', { status: 200 }))],
      ['invalid_response', () => Promise.resolve(new Response('{"balances": [', { status: 200 }))],
      ['invalid_response', () => Promise.resolve(new Response(null, { status: 302, headers: { location: 'https://example.com/' } }))],
      ['rate_limited', () => Promise.resolve(new Response('{}', { status: 429, headers: { 'retry-after': '600' } }))],
    ]
    for (const [kind, answer] of cases) {
      world().loseNextAnswer(answer)
      await expectKind(world().connector.listBalances(query), kind)
    }
  })

  it('does not know the outcome when the answer to the code exchange is lost', async () => {
    const { url, authorizationId } = await start(world())
    const code = (await world().approve(url)).get('code')
    world().loseNextAnswer(() => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })))
    await expectKind(complete(world(), { code, authorizationId }), 'unknown_outcome')
  })
}

function describeEnding(world: () => ContractWorld): void {
  it('ends access once and for all, and ending it twice is fine', async () => {
    const session = await authorize(world())
    const query = await accountQuery(world(), session)
    expect((await world().connector.getSession(session.credentials)).state).toBe('authorized')
    await world().connector.revoke(session.credentials, null)
    await world().connector.revoke(session.credentials, null)
    await expectKind(world().connector.listBalances(query), 'consent_closed')
  })
}

async function start(
  { connector, redirectUrl, aspsp, now }: ContractWorld,
  change: Partial<{ redirectUrl: string; aspsp: AspspRef }> = {},
) {
  return connector.startAuthorization({
    aspsp,
    redirectUrl,
    psuType: 'personal',
    authMethod: null,
    credentials: null,
    state: STATE,
    validUntil: validUntil({ now }),
    language: 'en',
    psuId: 'member-1',
    psuContext: null,
    ...change,
  })
}

async function authorize(world: ContractWorld): Promise<AuthorizedSession> {
  const { url, authorizationId } = await start(world)
  return complete(world, { code: (await world.approve(url)).get('code'), authorizationId })
}

/** The brand is the callback page's promise; here the test makes it. */
function complete(
  { connector, aspsp }: ContractWorld,
  callback: { code: string | null; authorizationId: string | null; aspsp?: AspspRef },
) {
  return connector.completeAuthorization({ aspsp, ...callback } as unknown as ValidatedCallback, null)
}

async function accountQuery(world: ContractWorld, known?: AuthorizedSession) {
  const session = known ?? (await authorize(world))
  const account = session.accounts.find(({ uid }) => uid !== null)
  expect(account).toBeDefined()
  return { credentials: session.credentials, uid: account!.uid!, psuContext: PERSON, requiredPsuHeaders: [] }
}

async function transactionsQuery(world: ContractWorld, known?: AuthorizedSession): Promise<TransactionsQuery> {
  return { ...(await accountQuery(world, known)), dateFrom: null, dateTo: null, strategy: 'default', status: null, continuationKey: null }
}

async function readPages({ connector }: ContractWorld, query: TransactionsQuery): Promise<TransactionsPage[]> {
  const pages: TransactionsPage[] = []
  let continuationKey: string | null = null
  do {
    const page: TransactionsPage = await connector.listTransactions({ ...query, continuationKey })
    pages.push(page)
    continuationKey = page.continuationKey
  } while (continuationKey !== null && pages.length < PAGES_MAX)
  expect(continuationKey).toBeNull()
  return pages
}

async function readAll(world: ContractWorld, query: Awaited<ReturnType<typeof accountQuery>>): Promise<PortTransaction[]> {
  const dateFrom = addDays(utcDay(world.now), -60)
  const pages = await readPages(world, { ...query, dateFrom, dateTo: null, strategy: 'default', status: null, continuationKey: null })
  expect(pages.flatMap((page) => page.rejected)).toEqual([])
  return pages.flatMap((page) => page.transactions)
}

function validUntil({ now }: { now: Date }): Date {
  return new Date(now.getTime() + 30 * 86_400_000)
}

function withoutKey(url: URL): string {
  const copy = new URL(url)
  copy.searchParams.delete('continuation_key')
  return copy.toString()
}

function psuHeadersOf({ headers }: SentRequest): string[] {
  return [...headers.keys()].filter((name) => name.startsWith('psu-')).sort()
}
