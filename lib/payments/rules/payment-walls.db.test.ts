import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asSystem, asViewer, Prisma, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedTransactions } from '@/lib/testing/seed-account'
import { findBookings } from '@/lib/payments/booking/find-bookings'

const start = new Date('2026-11-20T10:00:00Z')
const CHILDREN = ['payment_line', 'payment_attempt', 'payment_event', 'payment_booking', 'payment_approval', 'payment_booking_refusal']

let paying: Paying
let id: string
let people: Record<'owner' | 'adult' | 'guest', Viewer>

beforeAll(async () => {
  await createTestDatabase()
})

/** A held payment with a row in each table beside it, from an account that only its maker sees. */
beforeEach(async () => {
  paying = await openPaying(start)
  const { householdId, accountId, memberId } = paying
  people = {
    owner: await seedMember(householdId, 'owner'),
    adult: await seedMember(householdId, 'adult'),
    guest: await seedMember(householdId, 'viewer'),
  }
  id = await paying.submit()
  await paying.send(id)
  const row = { day: '2026-11-20', minor: -1_250n, counterpartyIban: PAYEE_IBAN }
  const [, transactionId = ''] = await seedTransactions(householdId, accountId, [row, { ...row, minor: -1n }])
  await say('accepted')
  expect((await findBookings(householdId, start)).found).toBe(1)
  await asSystem(householdId, async (db) => {
    const [key, at] = [{ householdId, paymentId: id, memberId }, start]
    await db.paymentApproval.create({ data: { ...key, orderHash: 'x', decision: 'approved', decidedAt: at } })
    await db.paymentBookingRefusal.create({ data: { ...key, transactionId, refusedAt: at } })
  })
  await say('held')
})

const say = (status: string) =>
  asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { householdId: paying.householdId, id }, data: { status } }))
const share = (level: string) =>
  asSystem(paying.householdId, (db) => db.account.updateMany({ where: { id: paying.accountId }, data: { share: level } }))

async function tablesSeen(viewer: Viewer): Promise<string[]> {
  return asViewer(viewer, async (db) => {
    const seen = []
    for (const table of ['payment', ...CHILDREN]) if ((await count(db, table)) > 0) seen.push(table)
    return seen
  })
}

async function count(db: Db, table: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${Prisma.raw(table)}`
  return row!.count
}

/** How many rows of which tables a member could change or take away, past everything but the database. */
async function writable(viewer: Viewer): Promise<Record<string, number>> {
  const taken: Record<string, number> = {}
  for (const table of ['payment', ...CHILDREN]) {
    for (const change of [
      Prisma.sql`UPDATE ${Prisma.raw(table)} SET household_id = household_id`,
      Prisma.sql`DELETE FROM ${Prisma.raw(table)}`,
    ]) {
      // Of the timeline nothing is ever changed, by anybody.
      if (table === 'payment_event') continue
      await asViewer(viewer, async (db) => {
        taken[table] = (taken[table] ?? 0) + (await db.$executeRaw(change))
        throw new Rollback()
      }).catch((error: unknown) => {
        if (!(error instanceof Rollback)) throw error
      })
    }
  }
  return taken
}

class Rollback extends Error {}

const nothing = Object.fromEntries(['payment', ...CHILDREN].filter((table) => table !== 'payment_event').map((table) => [table, 0]))

describe('at the database', () => {
  test('a held payment shows to owners and adults, and to no viewer of the household', async () => {
    const all = ['payment', ...CHILDREN]
    expect(await tablesSeen(paying.viewer)).toEqual(all)
    expect(await tablesSeen(people.owner)).toEqual(all)
    expect(await tablesSeen(people.adult)).toEqual(all)
    expect(await tablesSeen(people.guest)).toEqual([])
    expect(await tablesSeen((await openPaying(start)).viewer)).toEqual([])
  })

  test('held no longer, it shows to its maker and to who sees its account', async () => {
    await say('ready')
    expect(await tablesSeen(people.adult)).toEqual([])
    await share('view')
    expect(await tablesSeen(people.guest)).toContain('payment')
  })

  test('nobody but its maker changes it or takes it away, whatever they see', async () => {
    for (const level of ['none', 'full']) {
      await share(level)
      for (const [role, viewer] of Object.entries(people)) expect(await writable(viewer), `${role}, ${level}`).toEqual(nothing)
    }
    expect((await writable(paying.viewer)).payment).toBe(2)
  })

  test('nobody adds to another’s payment or makes one in another’s name', async () => {
    const { householdId } = paying
    const { memberId } = people.adult
    const key = { householdId, paymentId: id, memberId }
    const add: readonly ((db: Db) => Promise<unknown>)[] = [
      (db) => db.paymentApproval.create({ data: { ...key, orderHash: 'y', decision: 'approved', decidedAt: start } }),
      (db) => db.paymentEvent.create({ data: { ...key, id, at: start, kind: 'approved_by_member' } }),
      (db) =>
        db.$executeRaw`INSERT INTO payment SELECT (jsonb_populate_record(p, ${JSON.stringify({ id: memberId })}::jsonb)).* FROM payment p`,
    ]
    for (const work of add) await expect(asViewer(people.adult, work)).rejects.toThrow(/row-level security/)
  })
})
