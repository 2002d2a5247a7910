import { expect, it } from 'vitest'
import { createTestDatabase } from '../database'
import type { PayLife } from './pay-life'
import { playPayments } from './play-payments'

const LIFE_MAX_MS = 300_000

/** What must never happen, done by hand: at the bank and in the books. */
async function tamper({ database, householdId, world, intents }: PayLife): Promise<void> {
  const { executed } = world.simulator.state
  const debit = executed.find(({ row }) => row.minor < 0n)!
  executed.push({ ...debit, row: { ...debit.row, id: `${debit.row.id}.again` } })
  const change = (set: string, where: string) =>
    database.ownerQuery(`UPDATE payment SET ${set} WHERE id = (SELECT id FROM payment WHERE household_id = $1 AND ${where} LIMIT 1)`, [
      householdId,
    ])
  await change(`status = 'executed'`, `status = 'cancelled'`)
  await change(`status = 'cancelled', is_final = true`, `status = 'executed' AND booked_at IS NOT NULL`)
  const [gone] = await database.ownerQuery<{ id: string }>(
    `DELETE FROM payment WHERE household_id = $1 AND id = (SELECT id FROM payment WHERE household_id = $1 AND status = 'cancelled' AND booked_at IS NULL LIMIT 1) RETURNING id::text AS id`,
    [householdId],
  )
  expect(intents.some(({ id }) => id === gone?.id)).toBe(true)
}

it(
  'the comparison of payments with the bank sees a second debit, a false word in both directions and a payment that is gone',
  async () => {
    const { violations } = await playPayments(await createTestDatabase(), { seed: 'tampered', intents: 30, tamper })
    for (const law of ['I3', 'false: said executed, was not', 'false: said not paid, was paid', 'lost:'])
      expect(
        violations.some((violation) => violation.startsWith(law)),
        `${law} in ${violations.join(' | ')}`,
      ).toBe(true)
  },
  LIFE_MAX_MS,
)
