import { expect, it } from 'vitest'
import { readPayment, pay } from './payments/test-payment'
import { parseState, printState } from './state-file'
import { createClient } from './test-client'

it('a file of the time before applications had services and payments habits is taken as it is', async () => {
  const client = createClient()
  const { body } = await pay(client)
  const saved = JSON.parse(printState(client.simulator.state)) as Record<string, Record<string, unknown>[]>
  const without = (entry: Record<string, unknown>, names: readonly string[]) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => !names.includes(name)))
  const older = {
    ...without(saved, ['paymentHabits', 'webhookKeyPem']),
    applications: saved.applications!.map((application) => without(application, ['services', 'webhookUrls'])),
    payments: saved.payments!.map((payment) => ({
      ...without(payment, ['habit', 'webhookUrl', 'pageOpenedAt', 'rejectedLines', 'toldStatus', 'forgottenAt']),
      instructions: (payment.instructions as Record<string, unknown>[]).map((line) => without(line, ['instructionId', 'standingOrder'])),
    })),
  }
  const again = createClient({ state: parseState(JSON.stringify(older)), application: { id: client.applicationId } })
  expect(await readPayment(again, body.payment_id)).toMatchObject({ status: 'RCVD', final_status: false })
  expect((await pay(again)).status).toBe(200)
})
