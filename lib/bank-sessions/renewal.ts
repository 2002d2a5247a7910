import type { AspspDetails } from './aspsp-details'
import type { BankSource } from './start-input'

/** Everything the page that renews an access says and asks. Instants are ISO text. */
export type Renewal = {
  readonly bankSessionId: string
  readonly bankName: string
  readonly country: string
  readonly source: BankSource
  /** The bank's own entry, without what the person answered last time. */
  readonly details: AspspDetails
  readonly accountCount: number
  /** The access there is still works, until then. */
  readonly liveUntil: string | null
}
