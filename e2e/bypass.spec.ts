import { expect } from '@playwright/test'
import { bypassVariants } from './support/doors/bypass-variants'
import { test } from './support/doors/doors-test'
import { cookieHeader, inBatches, send, type Answer } from './support/doors/http'
import { ROUTES } from './support/doors/route-table'
import type { World } from './support/doors/world'

/** What only a page behind the sign-in has: its shell, and the holder's own words. */
const SHELL = /app-shell|href="\/transactions"|"href":"\/transactions"/

const behindSignIn = Object.entries(ROUTES).filter(([, row]) => !row.may.includes('anonymous') && row.path.length <= 1)

test('the corpus has at least two hundred forms of every address', () => {
  const forms = bypassVariants('/accounts').map(({ method = 'GET', path, headers }) => `${method} ${path} ${JSON.stringify(headers ?? {})}`)
  expect(new Set(forms).size).toBeGreaterThanOrEqual(200)
})

for (const [route, row] of behindSignIn) {
  if (route === '/api/banks/callback') continue
  test(`no form of the address of ${route} shows a stranger a byte of it`, async ({ world }) => {
    const path = row.path(world)
    const real = await send(world.appUrl, { path, headers: cookieHeader(world.jars[row.may[0]!]) })
    if (row.shows) expect(protectedIn(world, real), 'what is looked for is there for the right person').not.toEqual([])
    const faults: string[] = []
    await inBatches(bypassVariants(path), async (variant) => {
      const answer = await send(world.appUrl, variant)
      const found = protectedIn(world, answer)
      const described = `${variant.method ?? 'GET'} ${variant.path} ${JSON.stringify(variant.headers ?? {})}`
      if (found.length > 0) faults.push(`${described}: ${answer.status}, ${found.join(', ')}`)
      if (answer.status >= 500) faults.push(`${described}: ${answer.status}`)
    })
    expect(faults).toEqual([])
  })
}

function protectedIn({ secrets }: World, { body, headers }: Answer): string[] {
  const said = secrets.leaksIn(body + JSON.stringify(headers), 'anonymous')
  return SHELL.test(body) ? [...said, 'the shell'] : said
}
