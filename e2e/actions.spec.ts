import { expect } from '@playwright/test'
import { ACTIONS, type ActionRow } from './support/doors/action-table'
import { callAction, sendForm, type ActionAnswer } from './support/doors/call-action'
import { test } from './support/doors/doors-test'
import { inBatches, type Answer } from './support/doors/http'
import { absentIds, oddIds, withoutChance, withValueAt } from './support/doors/knocks'
import { readActions } from './support/doors/manifest'
import { listWritten } from './support/doors/watch-rows'
import { PRINCIPALS, type Principal } from './support/doors/principal'
import type { World } from './support/doors/world'

const rows = Object.entries(ACTIONS)
const withIds = rows.flatMap(([key, row]) => (row.ids ?? []).map((id) => ({ key, row, id })))
const onAccounts = rows.filter(([, { needs }]) => needs)

test('every action of the build has a row in the table, and every row an action', () => {
  expect([...readActions().keys()].toSorted()).toEqual(Object.keys(ACTIONS).toSorted())
})

test.describe('an action is refused', () => {
  for (const [key, row] of rows) {
    const others = PRINCIPALS.filter((principal) => !row.may.includes(principal))
    if (others.length === 0) continue
    test(`to everybody it is not for: ${key}`, async ({ world }) => {
      const faults: string[] = []
      const written = await listWritten(world, async () => {
        for (const principal of others) {
          const answer = await callAction(world.appUrl, { key, input: row.input(world), jar: world.jars[principal] })
          faults.push(...faultsOf(answer, { world, principal, what: 'what is right for another' }))
          const code = answer.result?.error?.code
          if (code !== refusalFor(principal)) faults.push(`${principal}: ${code}`)
        }
      })
      expect({ faults, written }).toEqual({ faults: [], written: [] })
    })
  }

  for (const { key, row, id } of withIds) {
    test(`with an id at ${id.at} that is not the caller's or none: ${key}`, async ({ world }) => {
      const right = row.input(world)
      const knocks = PRINCIPALS.flatMap((principal) =>
        [...absentIds(world, principal, id.kind), ...oddIds(world, principal, id.kind)]
          .filter(({ value }) => !(id.nullable && value === null))
          .map((knock) => ({ principal, ...knock })),
      )
      const faults: string[] = []
      const written = await listWritten(world, () =>
        inBatches(knocks, async ({ principal, what, value }) => {
          const input = withValueAt(right, id.at, value)
          faults.push(...faultsOf(await callAction(world.appUrl, { key, input, jar: world.jars[principal] }), { world, principal, what }))
        }),
      )
      expect({ faults, written }).toEqual({ faults: [], written: [] })
    })

    test(`in the same bytes for what is not theirs and what is not there, at ${id.at}: ${key}`, async ({ world }) => {
      for (const principal of PRINCIPALS) {
        const absent = absentIds(world, principal, id.kind)
        const answers = await inBatches(absent, async ({ value }) => {
          const answer = await callAction(world.appUrl, {
            key,
            input: withValueAt(row.input(world), id.at, value),
            jar: world.jars[principal],
          })
          return `${answer.status} ${withoutChance(answer.body, [String(value)])}`
        })
        expect(answers, principal).toEqual(absent.map(() => answers[0]))
      }
    })
  }

  for (const [key, row] of onAccounts) {
    test(`below the share it needs: ${key}`, async ({ spentWorld: world }) => {
      const id = row.ids![0]!
      for (const share of ['none', 'view', 'annotate', 'full'] as const) {
        for (const principal of ['viewer', 'adult', 'owner'] as const) {
          const { accountId, transactionId } = world.shares[share]
          const input = withValueAt(row.input(world), id.at, id.kind === 'account' ? accountId : transactionId)
          let answer: ActionAnswer | null = null
          const written = await listWritten(world, async () => {
            answer = await callAction(world.appUrl, { key, input, jar: world.jars[principal] })
          })
          const { result } = answer as unknown as ActionAnswer
          const expected = expectedAnswer(row, { share, principal })
          expect(result?.ok ? 'ok' : result?.error?.code, `${principal}, ${share}`).toBe(expected)
          if (expected !== 'ok') expect(written, `${principal}, ${share}`).toEqual([])
        }
      }
    })
  }
})

test.describe('an action asked from elsewhere', () => {
  for (const [key, row] of rows) {
    test(`is not carried out: ${key}`, async ({ world }) => {
      const principal = row.may[0]!
      const jar = world.jars[principal]
      const input = row.input(world)
      const executed: string[] = []
      const written = await listWritten(world, () =>
        inBatches(originVariants(world.appUrl), async ({ what, ...variant }) => {
          const answer = await callAction(world.appUrl, { key, input, jar, ...variant })
          if (!isRefusedForOrigin(answer)) executed.push(`${what}: ${answer.status} ${answer.body.slice(0, 200)}`)
          const form = await sendForm(world.appUrl, { key, input, jar, ...variant })
          if (isExecutedForm(form)) executed.push(`${what}, as a form: ${form.status} ${form.body.slice(0, 200)}`)
        }),
      )
      expect({ executed, written }).toEqual({ executed: [], written: [] })
    })
  }
})

test.describe('an action by the right person from our own page', () => {
  for (const [key, row] of rows) {
    test(`is carried out: ${key}`, async ({ spentWorld: world }) => {
      const principal = row.may[0]!
      const { result, body } = await callAction(world.appUrl, { key, input: row.input(world), jar: world.jars[principal] })
      expect(result, body.slice(0, 500)).not.toBeNull()
      expect(result?.ok ? 'ok' : result?.error?.code).toBe(row.answers ?? 'ok')
    })
  }
})

/** Whoever is nobody hears that; a member whose role is too small hears that. */
function refusalFor(principal: Principal): string {
  return principal === 'anonymous' || principal === 'invited' || principal === 'removed' ? 'unauthenticated' : 'not_allowed'
}

function faultsOf(answer: ActionAnswer, { world, principal, what }: { world: World; principal: Principal; what: string }): string[] {
  const faults = world.secrets.leaksIn(answer.body + JSON.stringify(answer.headers), principal).map((secret) => `says ${secret}`)
  if (answer.result?.ok !== false) faults.push(`answers ${answer.status} ${answer.body.slice(0, 200)}`)
  return faults.map((fault) => `${principal} with ${what}: ${fault}`)
}

const LEVELS = ['none', 'view', 'annotate', 'full', 'holder']

function expectedAnswer({ may, needs, answers = 'ok' }: ActionRow, { share, principal }: { share: string; principal: Principal }): string {
  if (!may.includes(principal)) return 'not_allowed'
  if (share === 'none') return 'not_found'
  return LEVELS.indexOf(share) >= LEVELS.indexOf(needs ?? 'holder') ? answers : 'not_allowed'
}

type OriginVariant = { what: string; origin?: string | null; headers?: Record<string, string> }

function originVariants(appUrl: string): OriginVariant[] {
  const { protocol, host, port } = new URL(appUrl)
  const evil = 'http://evil.example'
  return [
    { what: 'no origin', origin: null },
    { what: 'origin null', origin: 'null' },
    { what: 'another site', origin: evil },
    { what: 'a sub-domain', origin: `${protocol}//pages.${host}` },
    { what: 'another port', origin: appUrl.replace(port, String(Number(port) + 1)) },
    {
      what: 'another site that names itself as the host',
      origin: evil,
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    },
    { what: 'another host by Host', origin: evil, headers: { host: 'evil.example' } },
    { what: 'cross-site by Sec-Fetch-Site', headers: { 'sec-fetch-site': 'cross-site' } },
    { what: 'same-site by Sec-Fetch-Site', headers: { 'sec-fetch-site': 'same-site' } },
    { what: 'none by Sec-Fetch-Site', headers: { 'sec-fetch-site': 'none' } },
  ]
}

/** Refused by Next before our code, or by the door with its own code. */
function isRefusedForOrigin({ status, result }: ActionAnswer): boolean {
  return result ? result.error?.code === 'forbidden_origin' : status >= 400
}

/** A form without script is answered with a page; what was carried out shows in the rows, and here when it says so. */
function isExecutedForm({ body }: Answer): boolean {
  return body.includes('"ok":true')
}
