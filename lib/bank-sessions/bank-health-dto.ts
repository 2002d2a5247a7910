/** One call to a bank, as the person whose access it was may know it. */
export type CallDto = {
  readonly id: string
  /** ISO instant. */
  readonly at: string
  readonly bankName: string
  /** Null when the call was about no account, or about one that is not the viewer's to see. */
  readonly accountName: string | null
  /** start · complete · session · revoke · transactions · pending · balances */
  readonly operation: string
  /** first · interactive · scheduled · connect · renew · end · check */
  readonly purpose: string
  readonly psuPresent: boolean
  /** The bank counts it as an unattended reading. */
  readonly isCounted: boolean
  readonly durationMs: number
  /** ok, a BankError kind, or unexpected */
  readonly outcome: string
  readonly bankCode: string | null
}

/** `next`: where older calls begin; null at the end. */
export type CallsPage = { readonly calls: readonly CallDto[]; readonly next: string | null }

export type HealthState = 'answering' | 'slow' | 'failing' | 'quiet'

/** How one bank answered the viewer's own calls lately. */
export type BankHealthDto = {
  readonly bankName: string
  readonly country: string
  readonly state: HealthState
  /** With `failing`: since when no call succeeded. */
  readonly failingSince: string | null
  readonly lastAnswerAt: string | null
  /** The usual time of an answer; null when none came lately. */
  readonly usualMs: number | null
  /** Of the last seven days. */
  readonly calls: number
  readonly failed: number
}
