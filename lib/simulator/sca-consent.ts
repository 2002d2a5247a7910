import { formatIban } from '@/lib/core/iban'
import { endEarlierSessions } from './end-session'
import { quirksOf } from './personalities'
import { getBank, newId, type Simulation } from './simulation'
import type { Authorization } from './state'
import { choices, facts, form, htmlPage, nextStep, paragraph, redirectBack, signInForm, type Choice } from './sca-page'
import { findSignedIn, peopleChoices } from './sca-sign-in'
import type { Account } from './world/account'
import { MINUTE_MS } from './world/calendar'

/** How long the link from POST /auth is good for. */
const LINK_LIVES_MS = 15 * MINUTE_MS

/** /pages/authorize/{id}: sign in, choose accounts, approve; every step has a way back to the application. */
export async function consentPage(simulation: Simulation, request: Request, id: string): Promise<Response> {
  const authorization = simulation.state.authorizations.get(id)
  if (!authorization) return new Response('Not found', { status: 404 })
  if (authorization.status === 'PENDING_AUTHORIZATION' && simulation.now().getTime() - authorization.createdAt > LINK_LIVES_MS)
    authorization.status = 'INVALID'
  if (authorization.status !== 'PENDING_AUTHORIZATION') return overPage(simulation, authorization)
  if (request.method !== 'POST') return showStep(simulation, authorization)
  return takeStep(simulation, authorization, new URLSearchParams(await request.text()))
}

/** `accounts` are keys; all when absent. */
export type Approval = { readonly url: string; readonly person: string; readonly accounts?: readonly string[] }

/**
 * Everything a person would do on the pages, at once: for filling a demonstration.
 * @returns where the browser would be sent, or null when there is no such open request or no such customer
 */
export function approveWithoutPages(simulation: Simulation, { url, person, accounts }: Approval): string | null {
  const id = /\/pages\/authorize\/([0-9a-f-]{36})$/.exec(url)?.[1]
  const authorization = id ? simulation.state.authorizations.get(id) : undefined
  if (!authorization || authorization.status !== 'PENDING_AUTHORIZATION') return null
  authorization.username = person
  const keys = selectable(simulation, authorization).map((account) => account.key)
  authorization.chosenAccounts = keys.filter((key) => !accounts || accounts.includes(key))
  return authorization.chosenAccounts.length > 0 ? approve(simulation, authorization).headers.get('location') : null
}

function takeStep(simulation: Simulation, authorization: Authorization, answers: URLSearchParams): Response {
  switch (answers.get('action') ?? '') {
    case 'sign-in': {
      const username = findSignedIn(simulation, getBank(simulation, authorization.bankSlug), answers)
      if (!username) return showStep(simulation, authorization, true)
      authorization.username = username
      break
    }
    case 'continue':
      authorization.chosenAccounts = selectable(simulation, authorization)
        .map((account) => account.key)
        .filter((key) => answers.getAll('account').includes(key))
      break
    case 'approve':
      return approve(simulation, authorization)
    case 'decline':
      return end(simulation, authorization, 'Denied data sharing consent')
    case 'cancel':
      return end(simulation, authorization, 'Cancelled by user')
  }
  simulation.changed()
  return nextStep(pathOf(authorization))
}

function pathOf({ id }: Authorization): string {
  return `/pages/authorize/${id}`
}

function approve(simulation: Simulation, authorization: Authorization): Response {
  if (!authorization.username || authorization.chosenAccounts.length === 0) return nextStep(pathOf(authorization))
  authorization.status = 'RETURNED_FROM_BANK'
  authorization.code = newId(simulation, 'code')
  authorization.codeIssuedAt = simulation.now().getTime()
  if (quirksOf(getBank(simulation, authorization.bankSlug).personality).earlierSession === 'ends-at-sign-in')
    endEarlierSessions(simulation, authorization)
  simulation.changed()
  return redirectBack(authorization.redirectUrl, { state: authorization.state, code: authorization.code })
}

function end(simulation: Simulation, authorization: Authorization, description: string): Response {
  authorization.status = 'CANCELLED'
  simulation.changed()
  return redirectBack(authorization.redirectUrl, { error: 'access_denied', error_description: description, state: authorization.state })
}

function showStep(simulation: Simulation, authorization: Authorization, wrong = false): Response {
  const bank = getBank(simulation, authorization.bankSlug)
  const action = pathOf(authorization)
  if (!authorization.username) {
    const people = peopleChoices(simulation, bank, authorization.prefilledUsername)
    return htmlPage({ bank, title: 'Sign in', body: signInForm({ action, people, wrong }) })
  }
  if (authorization.chosenAccounts.length === 0) return accountsStep(simulation, authorization, action)
  return approveStep(simulation, authorization, action)
}

function accountsStep(simulation: Simulation, authorization: Authorization, action: string): Response {
  const bank = getBank(simulation, authorization.bankSlug)
  const list = selectable(simulation, authorization).map((account) => accountChoice(account, true))
  const application = simulation.state.applications.get(authorization.applicationId)?.name ?? 'An application'
  const body = list.length
    ? form(
        action,
        paragraph(`${application} asks to read your accounts.`) +
          choices({ type: 'checkbox', name: 'account', legend: 'Which accounts may it read?', list }),
        [
          { label: 'Continue', value: 'continue', main: true },
          { label: 'Cancel', value: 'cancel' },
        ],
      )
    : form(action, paragraph('You have no account here that could be shared.'), [{ label: 'Cancel', value: 'cancel' }])
  return htmlPage({ bank, title: 'Choose accounts', body })
}

function approveStep(simulation: Simulation, authorization: Authorization, action: string): Response {
  const bank = getBank(simulation, authorization.bankSlug)
  const { access, chosenAccounts, username, approach } = authorization
  const application = simulation.state.applications.get(authorization.applicationId)?.name ?? 'An application'
  const kinds = ['Account details', ...(access.balances ? ['Balances'] : []), ...(access.transactions ? ['Transactions'] : [])]
  const body =
    facts([
      ['Application', application],
      ['Signed in as', simulation.world.findPerson(username ?? '')?.name ?? ''],
      ['Accounts', chosenAccounts.map((key) => labelNow(simulation, key))],
      ['What it may read', kinds],
      ['Until', new Date(access.validUntil).toISOString().slice(0, 10)],
    ]) +
    (approach === 'DECOUPLED' ? paragraph('Your phone would ask you now. Here the buttons stand for the phone.', 'quiet') : '') +
    form(action, '', [
      { label: 'Approve', value: 'approve', main: true },
      { label: 'Decline', value: 'decline' },
    ])
  return htmlPage({ bank, title: 'Approve access', body })
}

function overPage(simulation: Simulation, authorization: Authorization): Response {
  const bank = getBank(simulation, authorization.bankSlug)
  const body = paragraph('This request was answered already, or it has waited too long. Go back to the application and start again.')
  return htmlPage({ bank, title: 'This link is over', body, status: 410 })
}

/** What the person has at this bank, or of that what the application named. */
function selectable(simulation: Simulation, { bankSlug, username, access, psuType }: Authorization): Account[] {
  const person = simulation.world.findPerson(username ?? '')
  if (!person) return []
  const accounts = simulation.world
    .accountsOf(getBank(simulation, bankSlug), person)
    .map((account) => simulation.identities.asOf(account, simulation.now().getTime()))
    .filter(({ standing }) => standing === 'open')
    .map(({ account }) => account)
  const ofType =
    psuType === 'business' && accounts.some((account) => account.usage === 'ORGA')
      ? accounts.filter((account) => account.usage === 'ORGA')
      : accounts
  return access.accounts === null
    ? ofType
    : ofType.filter((account) =>
        access.accounts?.some((number) => number === account.iban || number === account.bban || number === account.maskedCard),
      )
}

export function accountChoice(account: Account, checked: boolean): Choice {
  return { value: account.key, label: account.details ?? account.product, note: accountLabel(account), checked }
}

function labelNow({ world, identities, now }: Simulation, key: string): string {
  return accountLabel(identities.asOf(world.accounts.get(key)!, now().getTime()).account)
}

function accountLabel(account: Account): string {
  const number = account.iban ? formatIban(account.iban) : (account.bban ?? account.maskedCard ?? '')
  return `${account.product}, ${number}, ${account.currency}${account.blocked ? ', closed' : ''}`
}
