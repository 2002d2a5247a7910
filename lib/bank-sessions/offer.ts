import type { OFFERED_SHARES } from './offered-shares'

/** One account a bank lists, to keep or not. */
export type OfferedAccount = {
  readonly id: string
  readonly name: string
  readonly bankName: string
  readonly type: string
  readonly currency: string
  readonly lastFour: string | null
  /** False: the bank lists it but does not let it be read. */
  readonly isReadable: boolean
  /** Members who hold it too; it is counted once. */
  readonly alsoHeldBy: readonly string[]
  readonly isKept: boolean
  readonly isDeclined: boolean
  /** Not chosen about before. */
  readonly isNew: boolean
  readonly share: (typeof OFFERED_SHARES)[number]
}

export type Offer = {
  readonly bankSessionId: string
  readonly bankName: string
  /** The bank was read before, through this access or the one it renewed: this is a change of mind, or news of the bank. */
  readonly isKnown: boolean
  /** Access ended meanwhile: there is nothing to choose. */
  readonly isOver: boolean
  readonly accounts: readonly OfferedAccount[]
}
