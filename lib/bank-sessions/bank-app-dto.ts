/** Why a test call failed, by what the person does about it; the words and the fix are the UI's. */
export const BANK_APP_PROBLEMS = [
  'key_or_id',
  'clock',
  'access_denied',
  'address_refused',
  'key_unusable',
  'unreachable',
  'wait',
  'unusable_answer',
  'not_configured',
] as const

export type BankAppProblem = (typeof BANK_APP_PROBLEMS)[number]

/** What the API says about an application. */
export type BankAppFacts = {
  readonly applicationId: string
  readonly name: string | null
  /** As received: SANDBOX, PRODUCTION. */
  readonly environment: string
  readonly active: boolean
  /** Two letters each. */
  readonly countries: readonly string[]
  readonly services: readonly string[]
  readonly redirectUrls: readonly string[]
}

/** Which of the addresses banks send people back to stand in an application's list. */
export type RegisteredRedirects = {
  readonly isRedirectRegistered: boolean
  /** The one after paying; null where the application does not pay. Where it is missing payments come back by the other one. */
  readonly isPaymentRedirectRegistered: boolean | null
}

export type BankAppCheck =
  | ({ readonly ok: true; readonly facts: BankAppFacts } & RegisteredRedirects)
  | {
      readonly ok: false
      readonly problem: BankAppProblem
      /** Our clock minus the bank's. */
      readonly clockSkewSeconds: number | null
      readonly bankCode: string | null
      /** ISO 8601 instant. */
      readonly retryAt: string | null
    }

/** What came of a check before anything was kept. */
export type SavedBankApp = {
  /** Null: nothing was kept, because the check refused it. */ readonly bankAppId: string | null
  readonly isWeakKey: boolean
  readonly check: BankAppCheck
}

/** One of the member's own applications. Keys never leave the vault in it. */
export type BankAppItem = RegisteredRedirects & {
  readonly id: string
  /** Null: a key was made here and the application it belongs to is not registered yet. */
  readonly applicationId: string | null
  readonly name: string | null
  /** As received at the last test call (SANDBOX, PRODUCTION); null before the first. */
  readonly environment: string | null
  readonly active: boolean | null
  readonly countries: readonly string[]
  readonly services: readonly string[]
  readonly checkedAt: Date | null
  readonly createdAt: Date
}

/** An application a person can connect banks with; `bankAppId` null is the installation's own. */
export type BankAppSource = { readonly bankAppId: string | null; readonly label: string | null; readonly environment: string | null }

/** What came of registering with a token. `unknown`: no clear answer; look in the control panel before trying again. */
export type RegistrationDto = {
  readonly outcome: 'registered' | 'token_refused' | 'refused' | 'unreachable' | 'unknown'
  readonly httpStatus: number | null
  /** At most 200 characters of theirs. */
  readonly bankMessage: string | null
}
