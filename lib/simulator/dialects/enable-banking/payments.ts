import { getBank, newId, type Simulation } from '../../simulation'
import type { Application, Payment, PaymentInstruction } from '../../state'
import { standingOf, standingOfAll } from '../../payments'
import { psuIdHash, readCredentials, readLanguage, requireBank, requirePsuType, requireReturn } from './auth'
import { ApiError, wrongField } from './errors'
import { parsePaymentRequest } from './payment-request'
import { findText, isFields, readBody, requireFields, requireText, requireUuid, type Fields } from './request-fields'

/** POST /payments: nothing moves until the person approves on the page it names. */
export async function createPayment(simulation: Simulation, application: Application, request: Request): Promise<unknown> {
  if (application.environment !== 'SANDBOX') throw new ApiError('ACCESS_DENIED', { detail: 'payment initiation is not among the services' })
  const body = await readBody(request)
  const bank = requireBank(simulation, body)
  const { state, redirectUrl } = requireReturn(application, body)
  const psuType = requirePsuType(bank, requireText(body, 'psu_type'))
  const type = requireText(body, 'payment_type')
  const descriptor = bank.payments.find((payment) => payment.payment_type === type && payment.psu_type === psuType)
  if (!descriptor) throw wrongField('body.payment_type', `${bank.name} does not take ${type.slice(0, 40)} payments`)
  const { username } = readCredentials(simulation, { bank, psuType, body })
  readLanguage(body)
  if (findText(body, 'webhook_url') !== null) throw new ApiError('WEBHOOK_URI_NOT_ALLOWED')
  const paymentRequest = requireFields(body, 'payment_request')
  const parsed = parsePaymentRequest(paymentRequest, descriptor, simulation.now())
  const payment: Payment = {
    id: newId(simulation, 'payment'),
    applicationId: application.id,
    bankSlug: bank.slug,
    psuType,
    type,
    state,
    redirectUrl,
    psuIdHash: psuIdHash(simulation, application, findText(body, 'psu_id')),
    prefilledUsername: username,
    request: paymentRequest,
    instructions: parsed.instructions.map((instruction) => ({ ...instruction, transactionId: newId(simulation, 'payment-transaction') })),
    debtorAccount: parsed.debtorAccount,
    createdAt: simulation.now().getTime(),
    username,
    debtorKey: null,
    decision: null,
    decidedAt: null,
    rejection: null,
  }
  simulation.state.payments.set(payment.id, payment)
  simulation.changed()
  return { payment_id: payment.id, status: 'RCVD', url: `${simulation.baseUrl}/pages/pay/${payment.id}`, psu_id_hash: payment.psuIdHash }
}

/** GET /payments/{id} */
export function getPayment(simulation: Simulation, application: Application, id: string): unknown {
  const payment = requirePayment(simulation, application, id)
  const bank = getBank(simulation, payment.bankSlug)
  const { status, final } = standingOfAll(payment, simulation.now().getTime())
  return {
    payment_id: payment.id,
    status,
    payment_details: {
      ...payment.request,
      ...debtorOf(simulation, payment),
      credit_transfer_transaction: payment.instructions.map((_, index) => instructionDetails(simulation, payment, index)),
    },
    payment_type: payment.type,
    aspsp: { name: bank.name, country: bank.country },
    final_status: final,
    status_reason_information: payment.rejection
      ? { status_reason_code: payment.rejection.code, status_reason_description: payment.rejection.description }
      : null,
    psu_id_hash: payment.psuIdHash,
  }
}

/** GET /payments/{id}/transactions/{id} */
export function getPaymentTransaction(
  simulation: Simulation,
  application: Application,
  { id, transactionId }: { id: string; transactionId: string },
): unknown {
  const payment = requirePayment(simulation, application, id)
  const index = payment.instructions.findIndex((instruction) => instruction.transactionId === transactionId)
  if (index < 0) throw new ApiError('TRANSACTION_DOES_NOT_EXIST')
  return { payment_id: payment.id, transaction_details: instructionDetails(simulation, payment, index) }
}

/** DELETE /payments/{id}: forgets a finished payment; it does not cancel one. */
export function deletePayment(simulation: Simulation, application: Application, id: string): unknown {
  const payment = requirePayment(simulation, application, id)
  if (!standingOfAll(payment, simulation.now().getTime()).final) throw new ApiError('PAYMENT_NOT_FINALIZED')
  simulation.state.payments.delete(payment.id)
  simulation.changed()
  return { message: 'OK' }
}

function requirePayment({ state }: Simulation, application: Application, id: string): Payment {
  const payment = state.payments.get(requireUuid(id, 'path.payment_id'))
  if (!payment || payment.applicationId !== application.id) throw new ApiError('PAYMENT_NOT_FOUND')
  return payment
}

/** The account the person chose, when the request left it open. */
function debtorOf({ world }: Simulation, { debtorKey, request }: Payment): Fields {
  if (isFields(request.debtor_account) || !debtorKey) return {}
  const account = world.accounts.get(debtorKey)
  if (!account) return {}
  return {
    debtor_account: { identification: account.iban ?? account.bban, scheme_name: account.iban ? 'IBAN' : 'BBAN' },
    debtor_currency: account.currency,
  }
}

function instructionDetails(simulation: Simulation, payment: Payment, index: number): Fields {
  const instruction: PaymentInstruction = payment.instructions[index]!
  const asked = (payment.request.credit_transfer_transaction as readonly Fields[])[index]!
  return {
    ...asked,
    transaction_id: instruction.transactionId,
    transaction_status: standingOf(payment, instruction, simulation.now().getTime()).status,
  }
}
