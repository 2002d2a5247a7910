declare const proven: unique symbol

export type HouseholdRole = 'owner' | 'adult' | 'viewer'

/**
 * The signed-in user with their household role. Branded: only lib/auth makes one, from a live login session,
 * so a function that takes a `Viewer` cannot be called with ids somebody sent.
 */
export type Viewer = {
  readonly [proven]: true
  readonly userId: string
  readonly memberId: string
  readonly householdId: string
  readonly householdName: string
  readonly name: string
  readonly role: HouseholdRole
  readonly baseCurrency: string
  /** Language of the words, e.g. `en`. */
  readonly locale: string
  /** Locale of numbers and dates, e.g. `fi-FI`. */
  readonly formatLocale: string
  readonly timeZone: string
  readonly loginSessionId: string
  /** Asked with the token that the last proof replaced: lives for a minute, and never counts as proven. */
  readonly isFormerToken?: boolean
}

export type Permission = 'read' | 'connect_banks' | 'edit' | 'pay' | 'manage_household'

const GRANTS: Record<HouseholdRole, readonly Permission[]> = {
  owner: ['read', 'connect_banks', 'edit', 'pay', 'manage_household'],
  adult: ['read', 'connect_banks', 'edit', 'pay'],
  viewer: ['read'],
}

export function mayDo(viewer: Pick<Viewer, 'role'>, permission: Permission): boolean {
  return GRANTS[viewer.role].includes(permission)
}
