import { BankError } from '@/lib/banking/errors'
import type { BankApplication, Connector } from '@/lib/banking/port'
import { AppError } from '@/lib/core/errors'
import { cleanText } from '@/lib/core/text'
import type { BankAppCheck, BankAppFacts, BankAppProblem } from './bank-app-dto'
import { findRedirects } from './redirect-url'

/** The test call: GET /application with the given keys. A refusal is an answer here, not an exception. */
export async function checkBankApp(connect: () => Connector | Promise<Connector>, appUrl: string): Promise<BankAppCheck> {
  try {
    const facts = toFacts(await (await connect()).getApplication())
    return { ok: true, facts, ...findRedirects(facts, appUrl) }
  } catch (error) {
    if (error instanceof BankError) return toFailure(error)
    if (error instanceof AppError && error.code === 'bank_not_configured') {
      return { ok: false, problem: 'not_configured', clockSkewSeconds: null, bankCode: null, retryAt: null }
    }
    throw error
  }
}

function toFacts({ id, name, environment, active, countries, services, redirectUrls }: BankApplication): BankAppFacts {
  return { applicationId: id, name, environment, active, countries, services, redirectUrls: redirectUrls.map(cleanText) }
}

function toFailure(error: BankError): BankAppCheck {
  const { clockSkewSeconds = null, bankCode = null, retryAt } = error.facts
  return { ok: false, problem: toProblem(error), clockSkewSeconds, bankCode, retryAt: retryAt?.toISOString() ?? null }
}

function toProblem({ kind, facts }: BankError): BankAppProblem {
  if (kind === 'clock_off') return 'clock'
  if (kind === 'application_rejected') {
    if (facts.bankCode?.startsWith('PRIVATE_KEY_')) return 'key_unusable'
    if (facts.bankCode === 'UNAUTHORIZED_IP' || facts.bankCode === 'INVALID_HOST') return 'address_refused'
    return facts.bankCode === 'ACCESS_DENIED' ? 'access_denied' : 'key_or_id'
  }
  if (kind === 'rate_limited') return 'wait'
  return kind === 'unavailable' || kind === 'unreachable' ? 'unreachable' : 'unusable_answer'
}
