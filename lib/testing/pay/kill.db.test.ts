import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { countFromEnvironment } from '../count-from-environment'
import { killPayer } from './kill-payer'
import { PAY_KILL_POINTS } from './pay-kill-points'
import { openPayRig, type PayRig } from './pay-rig'

/** How often each point is tried; R-02 asks for a hundred, once. */
const ROUNDS = Array.from({ length: countFromEnvironment('PAY_KILL_ROUNDS', 1) }, (_, at) => at + 1)

let rig: PayRig

beforeAll(async () => {
  rig = await openPayRig(inject('testServer'))
}, 120_000)

afterAll(() => rig.stop())

describe.each(ROUNDS)('a payment whose process is killed with kill -9, round %i', () => {
  it.each(PAY_KILL_POINTS)(
    '$name: is made once all the same, after one page, and known as what it is',
    async (point) => {
      const { signal, pages, paymentId } = await killPayer(rig, point)
      expect(signal).toBe('SIGKILL')
      expect(pages).toHaveLength(1)
      const [payment, ...others] = await rig.database.ownerQuery<{ status: string; isFinal: boolean; endToEndId: string }>(
        `SELECT p.status, p.is_final AS "isFinal", l.end_to_end_id AS "endToEndId" FROM payment p
           JOIN payment_line l ON l.household_id = p.household_id AND l.payment_id = p.id WHERE p.id = $1`,
        [paymentId],
      )
      expect(others).toEqual([])
      const made = rig.simulator.simulator.ledger.payments(rig.now()).filter(({ lines }) => lines[0]!.endToEndId === payment?.endToEndId)
      expect(made.flatMap(({ lines }) => lines[0]!.executedAt)).toHaveLength(1)
      expect(made.filter(({ pageOpenedAt }) => pageOpenedAt.length > 0)).toHaveLength(1)
      expect(payment).toMatchObject({ status: 'executed', isFinal: true })
    },
    120_000,
  )
})
