export const LIST_VIEWS = ['all', 'open', 'done', 'failed'] as const

export type ListView = (typeof LIST_VIEWS)[number]

/** Why a return from the bank was not taken, of those that have words (messages payments.list.note). */
export const LIST_NOTES = ['expired', 'used', 'unknown', 'other_person', 'other_login', 'other_browser'] as const

/** The same, or what the viewer answered of a payment that is out of their sight since. */
export type ListNote = (typeof LIST_NOTES)[number] | 'approved' | 'refused'

/** What of the payments is shown, as it stands in the address. */
export type ListChoice = {
  readonly view: ListView
  readonly account: string | null
  readonly before: string | null
  readonly note: ListNote | null
}

export function paymentsHref({ view, account, before }: Omit<ListChoice, 'note'>): string {
  const query = new URLSearchParams()
  if (view !== 'all') query.set('view', view)
  if (account !== null) query.set('account', account)
  if (before !== null) query.set('before', before)
  const text = query.toString()
  return text ? `/payments?${text}` : '/payments'
}
