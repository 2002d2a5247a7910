import { BankError } from '@/lib/banking/errors'
import { verifyWebhook, type WebhookMessage } from '@/lib/banking/registry'
import { createTimedCache } from '@/lib/bank-sessions/timed-cache'
import { createLogCap } from '@/lib/core/log-cap'
import { log } from '@/lib/log'
import { knowsPayment, takeWebhookHint, type HintOutcome } from './webhook-hint'

/**
 * What to answer to a webhook: 204 taken, also when it is about nothing of ours; 401 not genuine; 503 come again, because what is
 * needed to judge it could not be had in time.
 * @param signal aborts when the answer is due
 */
export async function takeWebhook(message: WebhookMessage, { signal, now }: { signal: AbortSignal; now: Date }): Promise<204 | 401 | 503> {
  const verdict = await verifyWebhook(message, signal, knowsPayment)
  if (verdict.kind === 'unproven') return refuse(503, 'unproven', now)
  if (verdict.kind === 'refused') return refuse(401, verdict.reason, now)
  try {
    const { applicationId, environment, paymentIds } = verdict
    const ask = () => takeWebhookHint(verdict, now)
    const outcome = await Promise.race([recent.get(JSON.stringify([applicationId, environment, paymentIds]), ask), whenAborted(signal)])
    if (outcome === 'late') return refuse(503, outcome, now)
    return outcome === 'foreign' ? refuse(401, outcome, now) : 204
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    return refuse(503, error.kind, now)
  }
}

/** One that is repeated within a second is the same one. */
const recent = createTimedCache<HintOutcome>({ keptMs: 1_000, entriesMax: 100 })

/** Anybody can send what is not genuine, as often as they like. */
const takeTurn = createLogCap(10)

function refuse<Status extends number>(status: Status, reason: string, now: Date): Status {
  const { isAllowed, leftOut } = takeTurn(now)
  if (isAllowed) log.warn('a webhook was not taken', { reason, httpStatus: status, ...(leftOut > 0 && { count: leftOut }) })
  return status
}

function whenAborted(signal: AbortSignal): Promise<'late'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('late')
    signal.addEventListener('abort', () => resolve('late'), { once: true })
  })
}
