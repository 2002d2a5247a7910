import { createHash, createPrivateKey } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import type { WebhookFault } from '../faults'
import { uuidFor } from '../random'
import { getBank, type Simulation } from '../simulation'
import type { Application, Payment } from '../state'
import { HOUR_MS } from '../world/calendar'
import { standingOfAll } from './payment-standing'
import type { Webhook } from './webhook'
import { strangersKey, webhookKeyOf } from './webhook-key'

/**
 * Tells every application what became of its payments since it was last told, if it asked to be told.
 * @returns how many requests were sent
 */
export async function sendWebhooks(simulation: Simulation): Promise<number> {
  const due = [...simulation.state.payments.values()].filter((payment) => isDue(simulation, payment))
  let sent = 0
  for (const payment of due) sent += await tell(simulation, payment)
  return sent
}

function isDue({ state, now }: Simulation, payment: Payment): boolean {
  if (payment.webhookUrl === null || payment.forgottenAt !== null) return false
  state.webhooksHeldUntil.forEach((until, id) => until <= now().getTime() && state.webhooksHeldUntil.delete(id))
  return !state.webhooksHeldUntil.has(payment.id) && standingOfAll(payment, now().getTime()).status !== (payment.toldStatus ?? 'RCVD')
}

async function tell(simulation: Simulation, payment: Payment): Promise<number> {
  const { state, faults, now } = simulation
  const application = state.applications.get(payment.applicationId)
  if (!application) return 0
  const strike = faults.strike({
    operation: 'webhook',
    aspsp: getBank(simulation, payment.bankSlug).name,
    account: null,
    query: new URLSearchParams(),
  })
  const how = strike?.effect.kind === 'webhook' ? strike.effect.how : null
  if (how === 'late') {
    state.webhooksHeldUntil.set(payment.id, now().getTime() + HOUR_MS)
    return 0
  }
  payment.toldStatus = standingOfAll(payment, now().getTime()).status
  simulation.changed()
  if (how === 'lost') return 0
  const webhook = await composeWebhook(simulation, { payment, application, how })
  const times = how === 'duplicate' ? 3 : 1
  for (let nth = 0; nth < times; nth++) await simulation.sendWebhook(webhook).catch(() => undefined)
  return times
}

type Composed = { readonly payment: Payment; readonly application: Application; readonly how: WebhookFault['how'] | null }

/** As documented: a token over the digest of the body, its key where `x5u` says. */
async function composeWebhook(simulation: Simulation, { payment, application, how }: Composed): Promise<Webhook> {
  const body = JSON.stringify({
    payment_id: payment.id,
    status: standingOfAll(payment, simulation.now().getTime()).status,
    psu_id_hash: payment.psuIdHash,
  })
  const digest = createHash('sha256')
    .update(how === 'wrong-digest' ? `${body} ` : body)
    .digest('base64')
  const claims = {
    sub: how === 'other-application' ? uuidFor('another application') : application.id,
    environment: how === 'other-environment' ? 'TEST' : application.environment,
    msgi: `sha256-${digest}`,
  }
  return { url: payment.webhookUrl!, authorization: `Bearer ${await signed(simulation, claims, how)}`, body }
}

async function signed(simulation: Simulation, claims: Record<string, string>, how: WebhookFault['how'] | null): Promise<string> {
  if (how === 'unsigned') return new UnsecuredJWT(claims).encode()
  const own = webhookKeyOf(simulation)
  const key = how === 'forged-signature' || how === 'foreign-key-address' ? strangersKey() : own
  const x5u = how === 'foreign-key-address' ? `https://keys.example${key.path}` : `${simulation.baseUrl}${own.path}`
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', x5u }).sign(createPrivateKey(key.privateKeyPem))
}
