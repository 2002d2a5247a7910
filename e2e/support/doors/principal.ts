/** Everybody who can knock, from nobody at all to the member whose account it is. */
export const PRINCIPALS = ['anonymous', 'invited', 'removed', 'foreign', 'viewer', 'adult', 'owner', 'holder'] as const

export type Principal = (typeof PRINCIPALS)[number]

export type IdKind =
  'account' | 'transaction' | 'bankSession' | 'bankApp' | 'invite' | 'member' | 'loginSession' | 'replay' | 'payment' | 'payee' | 'passkey'

export type Ids = Readonly<Record<IdKind, string>>
