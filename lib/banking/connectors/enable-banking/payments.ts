import { BankError } from '@/lib/banking/errors'
import type { HttpAnswer } from '@/lib/banking/http'
import type { AccountNumber, PaymentReport, PaymentsPort, StartedPayment, StartPaymentInput } from '@/lib/banking/payment-port'
import type { Credentials, PsuContext } from '@/lib/banking/port'
import { maskIbans } from '@/lib/core/iban'
import { cleanLine } from '@/lib/core/text'
import type { Client } from './client'
import { clean, compactIban } from './map'
import { toCreatePaymentRequest } from './payment-request'
import { isAllowedRedirect } from './urls'
import { parseAnswer } from './wire'
import { WirePayment, WirePaymentLine, WireStartedPayment, type WirePaymentAccount } from './wire-payments'

/** The three operations on payments we use. DELETE /payments/{id} only makes the API forget a finished payment; it cancels nothing. */
export function createPayments(client: Client, apiUrl: string): PaymentsPort {
  return {
    startPayment: (input) => startPayment(client, apiUrl, input),
    getPayment: (handle, psuContext) => getPayment(client, handle, psuContext),
    getPaymentLine: async (handle, bankTransactionId) => {
      const path = ['payments', paymentIdOf(handle), 'transactions', bankTransactionId]
      const { transaction_details } = parseAnswer(await client({ operation: 'payment_line', path, background: true }), WirePaymentLine)
      return { bankStatus: findCode(transaction_details.transaction_status) }
    },
  }
}

/**
 * POST /payments, once. No PSU headers: the documents ask for them at the endpoints that read data and name none here.
 * @throws BankError `unknown_outcome` when it may have been taken (`payment-errors` decides which answers are certain)
 */
async function startPayment(client: Client, apiUrl: string, input: StartPaymentInput): Promise<StartedPayment> {
  return parseStarted(await client({ operation: 'pay', method: 'POST', path: ['payments'], body: toCreatePaymentRequest(input) }), apiUrl)
}

/** Whoever answered with success has taken it, even where the answer cannot be read. */
function parseStarted(answer: HttpAnswer, apiUrl: string): StartedPayment {
  try {
    const { payment_id, status, url } = parseAnswer(answer, WireStartedPayment)
    const bankPaymentId = payment_id!
    return {
      handle: { paymentId: bankPaymentId },
      bankPaymentId,
      // Required, so never absent by the documents; what an id alone says is that it was received.
      bankStatus: findCode(status) ?? 'RCVD',
      url: url !== null && isAllowedRedirect(url, apiUrl) ? url : null,
    }
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    throw new BankError('unknown_outcome', { ...error.facts, cause: error })
  }
}

/**
 * GET /payments/{id}.
 * @throws BankError `rejected` with `PAYMENT_NOT_FOUND` when the API does not know it; `invalid_response` when the answer is about
 * another payment
 */
async function getPayment(client: Client, handle: Credentials, psuContext: PsuContext | null): Promise<PaymentReport> {
  const id = paymentIdOf(handle)
  const answer = await client({ operation: 'payment', path: ['payments', id], background: psuContext === null })
  const wire = parseAnswer(answer, WirePayment)
  if (wire.payment_id !== null && wire.payment_id.toLowerCase() !== id.toLowerCase())
    throw new BankError('invalid_response', { httpStatus: answer.status, bankCode: 'PAYMENT_MISMATCH' })
  const reason = wire.status_reason_information
  const code = findCode(reason?.status_reason_code)
  const description = cleanLine(maskIbans(reason?.status_reason_description ?? ''), REASON_LENGTH_MAX)
  return {
    bankPaymentId: id,
    bankStatus: findCode(wire.status) ?? UNREADABLE_STATUS,
    isFinal: wire.final_status,
    reason: code || description ? { code, description } : null,
    debtorAccount: findAccount(wire.payment_details?.debtor_account),
    instructions: (wire.payment_details?.credit_transfer_transaction ?? []).map((line) => ({
      bankTransactionId: clean(line.transaction_id),
      endToEndId: clean(line.payment_id?.end_to_end_id),
      bankStatus: findCode(line.transaction_status),
    })),
  }
}

const REASON_LENGTH_MAX = 200
/** Unknown to everybody, so that it changes nothing. */
const UNREADABLE_STATUS = 'UNREADABLE'

/** Codes go into the payment's timeline, where no names, sums or numbers of accounts belong. */
function findCode(wire: string | null | undefined): string | null {
  const code = clean(wire)
  return code !== null && /^[\w.-]{1,35}$/.test(code) ? code : null
}

/** Echoed by scheme; an account resource of the same API has its IBAN by name. */
function findAccount(wire: WirePaymentAccount | undefined): AccountNumber | null {
  const scheme = clean(wire?.scheme_name) ?? (wire?.iban ? 'IBAN' : 'OTHR')
  const identification = scheme === 'IBAN' ? compactIban(wire?.identification ?? wire?.iban) : clean(wire?.identification)
  return identification ? { scheme, identification } : null
}

function paymentIdOf({ paymentId }: Credentials): string {
  if (!paymentId) throw new BankError('invalid_response', { bankCode: 'PAYMENT_ID_MISSING' })
  return paymentId
}
