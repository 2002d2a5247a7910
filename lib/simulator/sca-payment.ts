import { formatIban } from '@/lib/core/iban'
import { approvePayment, declinePayment, standingOfAll } from './payments'
import { getBank, type Simulation } from './simulation'
import type { Payment } from './state'
import { accountChoice } from './sca-consent'
import { choices, facts, form, htmlPage, nextStep, paragraph, redirectBack, signInForm } from './sca-page'
import { findSignedIn, peopleChoices } from './sca-sign-in'
import type { Account } from './world/account'
import { decimalOf } from './world/routines/move'

/** /pages/pay/{id}: sign in, choose the account to pay from if it is open, approve. */
export async function paymentPage(simulation: Simulation, request: Request, id: string): Promise<Response> {
  const payment = simulation.state.payments.get(id)
  if (!payment) return new Response('Not found', { status: 404 })
  if (payment.decision !== null || standingOfAll(payment, simulation.now().getTime()).final) return overPage(simulation, payment)
  if (request.method !== 'POST') return showStep(simulation, payment)
  return takeStep(simulation, payment, new URLSearchParams(await request.text()))
}

function takeStep(simulation: Simulation, payment: Payment, answers: URLSearchParams): Response {
  switch (answers.get('action') ?? '') {
    case 'sign-in': {
      const username = findSignedIn(simulation, getBank(simulation, payment.bankSlug), answers)
      if (!username) return showStep(simulation, payment, true)
      payment.username = username
      break
    }
    case 'continue':
      payment.debtorKey = payable(simulation, payment).find((account) => account.key === answers.get('account'))?.key ?? null
      break
    case 'approve': {
      const debtor = debtorOf(simulation, payment)
      if (!debtor) break
      approvePayment(simulation, payment, debtor)
      return redirectBack(payment.redirectUrl, { state: payment.state })
    }
    case 'decline':
    case 'cancel':
      declinePayment(simulation, payment)
      return redirectBack(payment.redirectUrl, { error: 'access_denied', error_description: 'Cancelled by user', state: payment.state })
  }
  simulation.changed()
  return nextStep(pathOf(payment))
}

function pathOf({ id }: Payment): string {
  return `/pages/pay/${id}`
}

function showStep(simulation: Simulation, payment: Payment, wrong = false): Response {
  const bank = getBank(simulation, payment.bankSlug)
  const action = pathOf(payment)
  if (!payment.username) {
    return htmlPage({
      bank,
      title: 'Sign in',
      body: signInForm({ action, people: peopleChoices(simulation, bank, payment.prefilledUsername), wrong }),
    })
  }
  const debtor = debtorOf(simulation, payment)
  if (debtor) return approveStep(simulation, { payment, debtor, action })
  const list = payable(simulation, payment).map((account, index) => accountChoice(account, index === 0))
  const body = list.length
    ? form(action, choices({ type: 'radio', name: 'account', legend: 'Pay from', list }), [
        { label: 'Continue', value: 'continue', main: true },
        { label: 'Cancel', value: 'cancel' },
      ])
    : form(action, paragraph('None of your accounts here can make this payment.'), [{ label: 'Cancel', value: 'cancel' }])
  return htmlPage({ bank, title: 'Choose an account', body })
}

function approveStep(simulation: Simulation, { payment, debtor, action }: { payment: Payment; debtor: Account; action: string }): Response {
  const lines = payment.instructions.flatMap((instruction) => [
    ['Amount', `${decimalOf(instruction.amountMinor, instruction.currency)} ${instruction.currency}`] as const,
    ['To', `${instruction.creditorName ?? ''} ${formatIban(instruction.creditorAccount)}`.trim()] as const,
    ['Message', instruction.reference ?? instruction.remittance.join(' ')] as const,
    ...(instruction.executeOn ? [['On', instruction.executeOn] as const] : []),
  ])
  const body =
    facts([['From', formatIban(debtor.iban ?? debtor.bban ?? '')], ...lines]) +
    form(action, '', [
      { label: 'Approve', value: 'approve', main: true },
      { label: 'Decline', value: 'decline' },
    ])
  return htmlPage({ bank: getBank(simulation, payment.bankSlug), title: 'Approve payment', body })
}

function overPage(simulation: Simulation, payment: Payment): Response {
  const body = paragraph('This payment was answered already, or it has waited too long.')
  return htmlPage({ bank: getBank(simulation, payment.bankSlug), title: 'This link is over', body, status: 410 })
}

/** The account named in the request or chosen here, as far as it belongs to who signed in. */
function debtorOf(simulation: Simulation, payment: Payment): Account | null {
  const mine = payable(simulation, payment)
  if (payment.debtorAccount)
    return mine.find((account) => account.iban === payment.debtorAccount || account.bban === payment.debtorAccount) ?? null
  return mine.find((account) => account.key === payment.debtorKey) ?? null
}

function payable(simulation: Simulation, { username, bankSlug, debtorAccount }: Payment): Account[] {
  const person = simulation.world.findPerson(username ?? '')
  if (!person) return []
  return simulation.world
    .accountsOf(getBank(simulation, bankSlug), person)
    .filter((account) => !account.blocked && account.type === 'CACC')
    .filter((account) => debtorAccount === null || account.iban === debtorAccount || account.bban === debtorAccount)
}
