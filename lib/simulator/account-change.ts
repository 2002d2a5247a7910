/** What can happen to an account; the README says what each means. */
export const ACCOUNT_CHANGES = ['rename', 'renumber', 'rehash', 'replace', 'close', 'open'] as const

export type AccountChange = (typeof ACCOUNT_CHANGES)[number]
