import type { AbstractIntlMessages } from 'next-intl'

/**
 * The parts of the catalogue that client components speak, as dotted paths; the rest stays on the server and out of every
 * page. client-messages.test.ts fails when a client component uses one that is not listed.
 */
export const CLIENT_NAMESPACES = [
  'accounts.balances',
  'accounts.goneQuestion',
  'accounts.group',
  'accounts.menu',
  'accounts.pin',
  'accounts.rates',
  'accounts.rename',
  'accounts.rows',
  'accounts.share',
  'accounts.state',
  'bankAccess',
  'banks.act',
  'banks.demo',
  'connect',
  'errors',
  'export',
  'firstRun.demo',
  'format',
  'household',
  'invite.form',
  'nav',
  'payments.act',
  'payments.bulk',
  'payments.byHand',
  'payments.errors',
  'payments.form',
  'payments.payees',
  'payments.review',
  'progress',
  'settings.answers',
  'settings.devices',
  'settings.factors',
  'settings.form',
  'setup.form',
  'signIn.form',
  'signIn.passkey',
  'stepUp',
  'transactions',
  'ui',
] as const

/** A catalogue with only the branches at these paths. */
export function pickMessages(messages: AbstractIntlMessages, paths: readonly string[]): AbstractIntlMessages {
  const picked: AbstractIntlMessages = {}
  for (const path of paths) graft(messages, picked, path.split('.'))
  return picked
}

function graft(from: AbstractIntlMessages, into: AbstractIntlMessages, [key = '', ...rest]: string[]): void {
  const branch = from[key]
  if (branch === undefined) return
  if (rest.length === 0 || typeof branch === 'string') {
    into[key] = branch
    return
  }
  const grown = into[key]
  const next = typeof grown === 'object' && grown !== branch ? grown : {}
  if (grown === branch) return
  into[key] = next
  graft(branch, next, rest)
}
