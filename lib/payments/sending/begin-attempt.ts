import { BankError } from '@/lib/banking/errors'
import type { Connector } from '@/lib/banking/port'
import type { StartedPayment } from '@/lib/banking/payment-port'
import { log } from '@/lib/log'
import type { BeginRequest, BegunAttempt, PreparedAttempt } from './begun-attempt'
import type { PayingActor } from '@/lib/payments/paying-actor'
import { prepareAttempt } from './prepare-attempt'
import { keepRefusal, keepStarted, loseAttempt } from './settle-attempt'

/**
 * Sends a payment to its bank: the attempt is committed, then the bank is asked, once, then its page is committed, and only then
 * anybody learns of the page. A payment that has a page already answers with that page.
 * @throws AppError `not_found`, `conflict` when it is not to be sent (any more), `step_up_needed`, and those of `submitPayment`
 */
export async function beginAttempt(actor: PayingActor, paymentId: string, request: BeginRequest): Promise<BegunAttempt> {
  const prepared = await prepareAttempt(actor, paymentId, request)
  if (prepared.kind !== 'prepared') return prepared
  const startedMs = performance.now()
  const answer = await askOnce(prepared)
  const now = new Date(request.now.getTime() + Math.round(performance.now() - startedMs))
  if (answer instanceof BankError) {
    log.info('a bank did not take a payment', { kind: answer.kind, bankCode: answer.facts.bankCode, paymentId })
    return answer.kind === 'unknown_outcome' ? loseAttempt(prepared, answer, now) : keepRefusal(prepared, answer, now)
  }
  return keepStarted(prepared, { started: answer, url: usableUrl(prepared.connector, answer), now })
}

/** Anything that is no clear answer of the bank leaves open whether it took the payment. */
async function askOnce({ payments, input }: PreparedAttempt): Promise<StartedPayment | BankError> {
  try {
    return await payments.startPayment(input)
  } catch (error) {
    return error instanceof BankError ? error : new BankError('unknown_outcome', { cause: error })
  }
}

function usableUrl(connector: Connector, { url }: StartedPayment): string | null {
  return url !== null && connector.isAllowedRedirect(url) ? url : null
}
