import { expect } from '@playwright/test'
import { test } from './support/doors/doors-test'
import { cookieHeader, inBatches, send, type Answer } from './support/doors/http'
import { absentIds, oddIds, SHARED_ACCESS, withoutChance } from './support/doors/knocks'
import { readRoutes } from './support/doors/manifest'
import { ROUTES, type IdInAddress } from './support/doors/route-table'
import { listWritten } from './support/doors/watch-rows'
import { PRINCIPALS, type Principal } from './support/doors/principal'
import type { World } from './support/doors/world'

const rows = Object.entries(ROUTES)
const withIds = rows.flatMap(([route, row]) => (row.ids ?? []).map((id) => ({ route, row, id })))

test('every page and route of the build has a row in the table, and every row a page or route', () => {
  expect(readRoutes()).toEqual(Object.keys(ROUTES).toSorted())
})

test.describe('a page or route', () => {
  test('answers the right person, and what is theirs is in it', async ({ world }) => {
    for (const [route, row] of rows) {
      const answer = await open(world, row.may[0]!, row.path(world))
      expect(answer.status, route).toBe(row.status ?? 200)
      if (row.shows) expect(world.secrets.holdersIn(answer.body), `${route} shows something of the holder's`).not.toEqual([])
    }
  })

  test('sends away whoever it is not for, and says nothing', async ({ world }) => {
    for (const [route, row] of rows) {
      const others = PRINCIPALS.filter((principal) => !row.may.includes(principal))
      for (const principal of others) {
        const answer = await open(world, principal, row.path(world))
        const nobody = principal === 'anonymous' || principal === 'invited' || principal === 'removed'
        expect(answer.status, `${route} for ${principal}`).toBe(nobody ? row.refusal?.nobody : row.refusal?.member)
        expect(leaks(world, principal, answer), `${route} for ${principal}`).toEqual([])
      }
    }
  })

  test('shows no one what is another household’s or another member’s own', async ({ world }) => {
    const visits = rows.flatMap(([route, row]) => PRINCIPALS.map((principal) => ({ route, row, principal })))
    await inBatches(visits, async ({ route, row, principal }) => {
      const answer = await open(world, principal, row.path(world))
      expect(leaks(world, principal, answer), `${route} for ${principal}`).toEqual([])
    })
  })

  for (const { route, row, id } of withIds) {
    test(`gives nothing for an ${id.kind} that is not the caller's or none: ${id.with('…')}`, async ({ world }) => {
      const knocks = PRINCIPALS.flatMap((principal) =>
        [...absent(world, principal, id), ...oddIds(world, principal, id.kind)].map((knock) => ({ principal, ...knock })),
      )
      const faults: string[] = []
      await inBatches(knocks, async ({ principal, what, value }) => {
        const answer = await open(world, principal, id.with(typeof value === 'string' ? value : JSON.stringify(value)))
        const said = leaks(world, principal, answer)
        // What is a member's own may stand on a page that shows more than the thing that was asked for.
        if (said.length > 0) faults.push(`${principal} with ${what} reads ${said.join(', ')}`)
        if (answer.status >= 500 || (!id.isChoice && answer.status === 200 && row.may.includes(principal)))
          faults.push(`${principal} with ${what}: ${answer.status}`)
      })
      expect(faults, route).toEqual([])
    })

    test(`answers in the same bytes for what is not theirs and what is not there: ${id.with('…')}`, async ({ world }) => {
      for (const principal of PRINCIPALS) {
        const knocks = absent(world, principal, id)
        const answers = await inBatches(knocks, async ({ value }) => {
          const answer = await open(world, principal, id.with(String(value)))
          return `${answer.status} ${withoutChance(answer.body, [String(value)])}`
        })
        expect(new Set(answers).size, `${route} for ${principal}`).toBe(1)
      }
    })
  }

  test('writes nothing when it is looked at, whoever looks', async ({ world }) => {
    const written = await listWritten(world, () =>
      inBatches(
        rows.flatMap(([, row]) => PRINCIPALS.flatMap((principal) => ['GET', 'HEAD'].map((method) => ({ row, principal, method })))),
        ({ row, principal, method }) => open(world, principal, row.path(world), method),
      ),
    )
    expect(written).toEqual([])
  })

  test('is asked with no other method than it has', async ({ world }) => {
    for (const [route, row] of rows.filter(([name]) => name.startsWith('/api/'))) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'].filter((name) => !row.methods?.includes(name))) {
        const written = await listWritten(world, async () => {
          const answer = await open(world, 'holder', row.path(world), method)
          expect([404, 405], `${method} ${route}: ${answer.status}`).toContain(answer.status)
        })
        expect(written, `${method} ${route}`).toEqual([])
      }
    }
  })

  test('does not change for another member when only what is private changes', async ({ world }) => {
    const seen = () =>
      inBatches(visitsOfOthers(world), async ({ principal, path }) => withoutChance((await open(world, principal, path)).body, []))
    const before = await seen()
    const { account, bankSession } = world.privates
    await world.tables.rows(`UPDATE account SET balance_minor = balance_minor + 1234567, custom_name = 'Elsewhere' WHERE id = $1`, [
      account,
    ])
    await world.tables.rows(`UPDATE daily_total SET net_minor = net_minor - 7654321 WHERE account_id = $1`, [account])
    await world.tables.rows(`UPDATE monthly_total SET out_minor = out_minor - 7654321 WHERE account_id = $1`, [account])
    await world.tables.rows(
      `UPDATE transaction SET amount_minor = amount_minor - 99, review_reason = 'possible_twin' WHERE account_id = $1`,
      [account],
    )
    await world.tables.rows(
      `UPDATE bank_session SET last_error_kind = 'unavailable', valid_until = now() + interval '2 days' WHERE id = $1`,
      [bankSession],
    )
    await world.tables.rows(`UPDATE sync_run SET outcome = 'failed', error_kind = 'unavailable' WHERE bank_session_id = $1`, [bankSession])
    const after = await seen()
    const changed = visitsOfOthers(world).filter((_, at) => before[at] !== after[at])
    expect(changed.map(({ principal, path }) => `${path} for ${principal}`)).toEqual([])
  })
})

function absent(world: World, principal: Principal, { kind, seenThroughShares }: IdInAddress) {
  return absentIds(world, principal, kind).filter(({ what }) => !(seenThroughShares && what === SHARED_ACCESS))
}

function visitsOfOthers(world: World): { principal: Principal; path: string }[] {
  const paths = ['/', '/?scope=household', '/accounts', '/transactions', '/banks', '/banks/history', '/household', '/more']
  const files = ['/api/transactions', '/api/transactions?q=Kanarie', '/api/export?format=csv']
  return (['viewer', 'adult', 'owner'] as const).flatMap((principal) =>
    [...paths, ...files, `/accounts/${world.shares.view.accountId}`].map((path) => ({ principal, path })),
  )
}

function open(world: World, principal: Principal, path: string, method = 'GET'): Promise<Answer> {
  const origin = method === 'GET' || method === 'HEAD' ? {} : { origin: world.appUrl }
  return send(world.appUrl, { method, path, headers: { ...cookieHeader(world.jars[principal]), ...origin } })
}

/** Also in the headers: a redirect's address can say too much. What was asked for may be repeated. */
function leaks({ secrets }: World, principal: Principal, { body, headers }: Answer): string[] {
  return secrets.leaksIn(body + JSON.stringify(headers), principal)
}
