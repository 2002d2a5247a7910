import { getBank, newId, type Simulation } from '../../simulation'
import type { Application, Payment, PaymentInstruction } from '../../state'
import { habitOfAmount, type PaymentHabitName } from '../../payments/payment-habits'
import { isInstant, standingOf, standingOfAll } from '../../payments/payment-standing'
import { paymentWaysOf } from '../../world/payment-ways'
import { psuIdHash, readCredentials, readLanguage, requireBank, requirePsuType, requireReturn } from './auth'
import { ApiError, wrongField } from './errors'
import { parsePaymentRequest } from './payment-request'
import { findText, isFields, readBody, requireChoice, requireFields, requireText, requireUuid, type Fields } from './request-fields'

/** POST /payments: nothing moves until the person approves on the page it names. */
export async function createPayment(simulation: Simulation, application: Application, request: Request): Promise<unknown> {
  if (!application.services.includes('PIS')) throw new ApiError('ACCESS_DENIED', { detail: 'payment initiation is not among the services' })
  const body = await readBody(request)
  const bank = requireBank(simulation, body)
  const { state, redirectUrl } = requireReturn(application, body)
  const psuType = requirePsuType(bank, requireText(body, 'psu_type'))
  const type = requireText(body, 'payment_type')
  const descriptor = bank.payments.find((payment) => payment.payment_type === type && payment.psu_type === psuType)
  if (!descriptor) throw wrongField('body.payment_type', `${bank.name} does not take ${type.slice(0, 40)} payments`)
  const { method, username } = readCredentials(simulation, { bank, psuType, body })
  if (descriptor.allowed_auth_methods.length > 0) requireChoice(method.name, descriptor.allowed_auth_methods, 'body.auth_method')
  readLanguage(body)
  const webhookUrl = readWebhookUrl(application, body)
  const paymentRequest = requireFields(body, 'payment_request')
  const parsed = parsePaymentRequest(paymentRequest, { descriptor, ways: paymentWaysOf(bank.name), now: simulation.now() })
  requireTrusted(application, parsed)
  const payment: Payment = {
    ...{
      id: newId(simulation, 'payment'),
      applicationId: application.id,
      bankSlug: bank.slug,
      psuType,
      type,
      state,
      redirectUrl,
      webhookUrl,
    },
    psuIdHash: psuIdHash(simulation, application, findText(body, 'psu_id')),
    prefilledUsername: username,
    request: paymentRequest,
    instructions: parsed.instructions.map((instruction) => ({ ...instruction, transactionId: newId(simulation, 'payment-transaction') })),
    debtorAccount: parsed.debtorAccount,
    createdAt: simulation.now().getTime(),
    habit: habitFor(simulation, { bankName: bank.name, type, amounts: parsed.instructions.map(({ amountMinor }) => amountMinor) }),
    ...{ pageOpenedAt: [], rejectedLines: [], toldStatus: null, forgottenAt: null },
    ...{ username, debtorKey: null, decision: null, decidedAt: null, rejection: null },
  }
  simulation.state.payments.set(payment.id, payment)
  simulation.changed()
  return {
    payment_id: payment.id,
    status: standingOfAll(payment, payment.createdAt).status,
    url: `${simulation.baseUrl}/pages/pay/${payment.id}`,
    psu_id_hash: payment.psuIdHash,
  }
}

/** Its origin must be on the application's list. */
function readWebhookUrl(application: Application, body: Fields): string | null {
  const url = findText(body, 'webhook_url')
  if (url === null) return null
  if (!URL.canParse(url)) throw wrongField('body.webhook_url', 'not a URL')
  const { origin } = new URL(url)
  const isAllowed = application.webhookUrls.some((allowed) => URL.canParse(allowed) && new URL(allowed).origin === origin)
  if (!isAllowed) throw new ApiError('WEBHOOK_URI_NOT_ALLOWED')
  return url
}

/** A restricted application pays only from or to accounts that are linked to it. */
function requireTrusted({ linkedAccounts }: Application, { debtorAccount, instructions }: ReturnType<typeof parsePaymentRequest>): void {
  if (linkedAccounts === null || (debtorAccount !== null && linkedAccounts.includes(debtorAccount))) return
  if (!instructions.every(({ creditorAccount }) => linkedAccounts.includes(creditorAccount))) throw new ApiError('UNTRUSTED_PAYMENT_PARTY')
}

type Habits = { readonly bankName: string; readonly type: string; readonly amounts: readonly bigint[] }

/** A marker amount first, then what was said of the bank or of all, then the bank's own way. */
function habitFor({ state }: Simulation, { bankName, type, amounts }: Habits): PaymentHabitName {
  const marked = amounts.map(habitOfAmount).find((habit) => habit !== null)
  const habit = marked ?? state.paymentHabits.get(bankName) ?? state.paymentHabits.get('*') ?? paymentWaysOf(bankName).habit
  return habit === 'settles' && isInstant(type) ? 'settles-at-creditor' : habit
}

/** GET /payments/{id} */
export function getPayment(simulation: Simulation, application: Application, id: string): unknown {
  const payment = requirePayment(simulation, application, id)
  const bank = getBank(simulation, payment.bankSlug)
  const { status, final, reason } = standingOfAll(payment, simulation.now().getTime())
  return {
    payment_id: payment.id,
    status,
    payment_details: {
      ...payment.request,
      ...debtorOf(simulation, payment),
      credit_transfer_transaction: payment.instructions.map((_, index) => lineOf(simulation, payment, index)),
    },
    payment_type: payment.type,
    aspsp: { name: bank.name, country: bank.country },
    final_status: final,
    status_reason_information: reason ? { status_reason_code: reason.code, status_reason_description: reason.description } : null,
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
  payment.forgottenAt = simulation.now().getTime()
  simulation.changed()
  return { message: 'OK' }
}

function requirePayment({ state }: Simulation, application: Application, id: string): Payment {
  const payment = state.payments.get(requireUuid(id, 'path.payment_id'))
  if (!payment || payment.applicationId !== application.id || payment.forgottenAt !== null) throw new ApiError('PAYMENT_NOT_FOUND')
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

/** Within the payment's own answer some banks leave out how each line stands. */
function lineOf(simulation: Simulation, payment: Payment, index: number): Fields {
  const details = instructionDetails(simulation, payment, index)
  const isGiven = paymentWaysOf(getBank(simulation, payment.bankSlug).name).lineStatus === 'given'
  return isGiven ? details : { ...details, transaction_status: null }
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
