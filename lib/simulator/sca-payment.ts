import { approvePayment, declinePayment } from './payments/approve-payment'
import { isLinkOver } from './payments/payment-standing'
import { getBank, type Simulation } from './simulation'
import type { Payment } from './state'
import { accountChoice } from './sca-consent'
import { choices, form, htmlPage, nextStep, paragraph, redirectBack, signInForm } from './sca-page'
import { paymentInWords } from './sca-payment-words'
import { findSignedIn, peopleChoices } from './sca-sign-in'
import type { Account } from './world/account'

/** /pages/pay/{id}: sign in, choose the account to pay from if it is open, approve. */
export async function paymentPage(simulation: Simulation, request: Request, id: string): Promise<Response> {
  const payment = simulation.state.payments.get(id)
  if (!payment) return new Response('Not found', { status: 404 })
  if (isOver(simulation, payment)) return overPage(simulation, payment)
  if (request.method === 'POST') return takeStep(simulation, payment, new URLSearchParams(await request.text()))
  payment.pageOpenedAt.push(simulation.now().getTime())
  simulation.changed()
  return showStep(simulation, payment)
}

/** What a person would do on the pages, at once. Without `decision` it is approved; `account` is a key. */
export type PaymentAnswer = {
  readonly url: string
  readonly person: string
  readonly decision?: 'approve' | 'decline' | 'leave'
  readonly account?: string
}

/** @returns where the browser would be sent, or null when there is no such open payment or nothing it could be paid from */
export function answerPaymentWithoutPages(simulation: Simulation, { url, person, decision, account }: PaymentAnswer): string | null {
  const id = /\/pages\/pay\/([0-9a-f-]{36})$/.exec(url)?.[1]
  const payment = id ? simulation.state.payments.get(id) : undefined
  if (!payment || isOver(simulation, payment)) return null
  payment.pageOpenedAt.push(simulation.now().getTime())
  payment.username = person
  payment.debtorKey = account ?? payable(simulation, payment)[0]?.key ?? null
  const back = takeStep(simulation, payment, new URLSearchParams({ action: decision ?? 'approve' })).headers.get('location')
  return payment.decision === null && decision !== 'leave' ? null : back
}

function isOver(simulation: Simulation, payment: Payment): boolean {
  const at = simulation.now().getTime()
  return payment.decision !== null || payment.forgottenAt !== null || isLinkOver(payment, at)
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
    case 'leave':
      return redirectBack(payment.redirectUrl, { state: payment.state })
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
    const people = peopleChoices(simulation, bank, payment.prefilledUsername)
    return htmlPage({ bank, title: 'Sign in', body: signInForm({ action, people, wrong }) })
  }
  const debtor = debtorOf(simulation, payment)
  if (debtor) return approveStep(simulation, payment, debtor)
  const list = payable(simulation, payment).map((account, index) => accountChoice(account, index === 0))
  const body = list.length
    ? form(action, choices({ type: 'radio', name: 'account', legend: 'Pay from', list }), [
        { label: 'Continue', value: 'continue', main: true },
        { label: 'Cancel', value: 'cancel' },
      ])
    : form(action, paragraph('None of your accounts here can make this payment.'), [{ label: 'Cancel', value: 'cancel' }])
  return htmlPage({ bank, title: 'Choose an account', body })
}

function approveStep(simulation: Simulation, payment: Payment, debtor: Account): Response {
  const body =
    paymentInWords(simulation, payment, debtor) +
    form(pathOf(payment), '', [
      { label: 'Approve', value: 'approve', main: true },
      { label: 'Decline', value: 'decline' },
      { label: 'Leave without answering', value: 'leave' },
    ])
  return htmlPage({ bank: getBank(simulation, payment.bankSlug), title: titleOf(payment), body })
}

function titleOf({ instructions }: Payment): string {
  if (instructions.length > 1) return `Approve ${instructions.length} payments`
  return instructions[0]!.standingOrder ? 'Approve standing order' : 'Approve payment'
}

function overPage(simulation: Simulation, payment: Payment): Response {
  const body = paragraph('This payment was answered already, or it has waited too long.')
  return htmlPage({ bank: getBank(simulation, payment.bankSlug), title: 'This link is over', body, status: 410 })
}

/** The account named in the request or chosen here, as far as it belongs to who signed in. */
function debtorOf(simulation: Simulation, payment: Payment): Account | null {
  const mine = payable(simulation, payment)
  if (payment.debtorAccount !== null && mine.length === 1) return mine[0]!
  return mine.find((account) => account.key === payment.debtorKey) ?? null
}

const PAYABLE = ['CACC', 'SVGS'] as const

function payable(simulation: Simulation, { username, bankSlug, debtorAccount, request }: Payment): Account[] {
  const person = simulation.world.findPerson(username ?? '')
  if (!person) return []
  const all = simulation.world.accountsOf(getBank(simulation, bankSlug), person).filter(({ blocked }) => !blocked)
  // Savings can be paid from too; nobody is asked about them first.
  const mine = PAYABLE.flatMap((type) => all.filter((account) => account.type === type)).filter(
    (account) => debtorAccount === null || account.iban === debtorAccount || account.bban === debtorAccount,
  )
  const ofCurrency = mine.filter(({ currency }) => currency === request.debtor_currency)
  // The pockets of one number differ in nothing but their currency.
  return debtorAccount !== null && ofCurrency.length > 0 ? ofCurrency : mine
}
