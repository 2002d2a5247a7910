import { answerPage, approveTwice } from './at-the-bank'
import { drawPayFault } from './pay-faults'
import { askNow, comeBackFromBank, forgeReturn, openAgain, send, submit, submitAnother, withdraw } from './pay-deeds'
import { DAY_MS, letTimePass, MINUTE_MS, SECOND_MS, type Intent, type PayLife } from './pay-life'
import type { Mishap } from '../fragile-process'

const MISHAPS: readonly Mishap[] = ['death', 'death', 'statement_lost', 'statement_answer_lost', 'call_lost', 'call_answer_lost']

/** From the wish to pay to the way back from the bank, with whatever goes wrong on the way. */
export async function liveOneIntent(life: PayLife, intent: Intent): Promise<void> {
  const { random } = life
  if (random.chance(0.45)) life.world.simulator.faults.add(drawPayFault(random))
  await fragile(life, () => submit(life, intent, random.chance(0.04) ? 20 : random.int(1, 2)))
  // Whoever saw no answer presses again.
  if (!intent.isConfirmed) await submit(life, intent)
  if (random.chance(0.1)) await submitAnother(life, intent)
  if (random.chance(0.04)) return withdraw(life, intent)
  await fragile(life, () => send(life, intent, random.chance(0.05) ? 8 : random.int(1, 2)))
  await sendAgain(life, intent)
  await beAtTheBank(life, intent)
  life.world.simulator.faults.clear()
  await letTimePass(life, random.int(1, 40) * SECOND_MS)
  life.hasBroken = false
  if (random.chance(0.02)) life.time.advance(random.int(1, 3) * DAY_MS)
}

/** Something of ours breaks in the middle of it, now and then. */
async function fragile(life: PayLife, deed: () => Promise<void>): Promise<void> {
  const { random, process } = life
  if (random.chance(0.25)) {
    const how = random.pick(MISHAPS)
    process.arm(how, random.int(1, how.startsWith('call') ? 2 : 35))
  }
  await deed()
  // It may have struck in a job, which only the queue heard of.
  life.hasBroken = process.disarm() || life.hasBroken
}

/** After "not sent as far as we can know" people press again, at once or after a while; some leave it. */
async function sendAgain(life: PayLife, intent: Intent): Promise<void> {
  const { random } = life
  for (let tries = random.int(0, 3); tries > 0 && intent.pages.size === 0; tries--) {
    await letTimePass(life, random.int(1, 150) * SECOND_MS)
    if (random.chance(0.08)) return withdraw(life, intent)
    await submit(life, intent)
    await fragile(life, () => send(life, intent, random.int(1, 3)))
  }
}

async function beAtTheBank(life: PayLife, intent: Intent): Promise<void> {
  const { random } = life
  if (intent.pages.size === 0) return
  if (random.chance(0.15)) await openAgain(life, intent)
  await letTimePass(life, random.int(1, random.chance(0.05) ? 1_000 : 120) * SECOND_MS)
  const draw = random.int(1, 100)
  if (draw <= 55) await answerPage(life, intent, 'approve')
  else if (draw <= 62) await approveTwice(life, intent)
  else if (draw <= 74) await answerPage(life, intent, 'decline')
  else if (draw <= 82) {
    await answerPage(life, intent, 'leave')
    await comeBackFromBank(life, intent)
    if (random.chance(0.5)) await answerPage(life, intent, 'approve')
  } else if (draw <= 88) {
    // Late: the page may be over by then.
    await letTimePass(life, random.int(10, 20) * MINUTE_MS)
    await answerPage(life, intent, 'approve')
  }
  await comeHome(life, intent)
}

/** Most come back by the bank's redirect, some twice, some never; webhooks come when they like. */
async function comeHome(life: PayLife, intent: Intent): Promise<void> {
  const { random, world } = life
  if (random.chance(0.3)) await world.simulator.sendWebhooks()
  if (random.chance(0.1)) await forgeReturn(life, intent)
  if (random.chance(0.75)) await fragile(life, () => comeBackFromBank(life, intent))
  if (random.chance(0.15)) await comeBackFromBank(life, intent)
  if (random.chance(0.1)) await withdraw(life, intent)
  if (random.chance(0.15)) await askNow(life, intent)
  if (random.chance(0.1)) await openAgain(life, intent)
  if (random.chance(0.1)) await send(life, intent, 2)
  if (random.chance(0.2)) await fragile(life, () => letTimePass(life, random.int(10, 90) * SECOND_MS))
}
