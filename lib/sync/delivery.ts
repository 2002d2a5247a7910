import type { FetchedRow } from '@/lib/accounts/store-rows'

/** How far the entry references of an account can be trusted, learned from its deliveries. */
export type Trust = 'unknown' | 'stable' | 'unstable'

/**
 * One list of rows a bank hands over for one window of days: all its pages together. Memory of what was seen in it.
 * Each window is a delivery of its own, so a row that a bank puts into two windows meets itself.
 */
export type Delivery = {
  trust: Trust
  /** Stored row → the content it was claimed as. */
  readonly claimed: Map<string, string>
  /** Reference and direction → content, to notice a reference that stands for several rows. */
  readonly references: Map<string, string>
  /** Rows whose match can only be decided once the whole delivery is known. */
  readonly deferred: FetchedRow[]
  /** Stored rows found again by their reference, and stored rows whose reference had changed. */
  kept: number
  changed: number
}

export function openDelivery(trust: Trust): Delivery {
  return { trust, claimed: new Map(), references: new Map(), deferred: [], kept: 0, changed: 0 }
}

export function canTrust(delivery: Delivery): boolean {
  return delivery.trust !== 'unstable'
}

/** One reference on rows of different content in one delivery is no reference. A refund may share that of its payment. */
export function notesConflict(delivery: Delivery, { transaction, evidence }: FetchedRow): void {
  if (!evidence.reference || !canTrust(delivery)) return
  const key = `${transaction.amount.minor < 0n ? '-' : '+'}${evidence.status}${transaction.entryReference}`
  const before = delivery.references.get(key)
  if (before !== undefined && before !== evidence.content) delivery.trust = 'unstable'
  delivery.references.set(key, evidence.content)
}

const KEPT_FOR_TRUST = 20

/** What a whole delivery taught about the references. Distrust is kept: a bank that changed them once may do so again. */
export function learnTrust({ trust, kept, changed }: Pick<Delivery, 'trust' | 'kept' | 'changed'>): Trust {
  if (trust === 'unstable' || changed > kept) return 'unstable'
  return trust === 'stable' || (kept >= KEPT_FOR_TRUST && changed === 0) ? 'stable' : 'unknown'
}
