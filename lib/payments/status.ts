import type { PaymentStatus } from './payment-status'

export type Standing = { readonly status: PaymentStatus; readonly isFinal: boolean }

export type StatusReport = { readonly bankStatus: string; readonly isFinal: boolean }

/**
 * What each ISO 20022 code says (the 18 of the interface). A missing one says nothing new: PDNG that something is still being looked
 * at, and the codes about a request to cancel, which is not the payment itself.
 */
const MEANING: Readonly<Record<string, PaymentStatus>> = {
  RCVD: 'waiting',
  ACTC: 'accepted',
  ACCP: 'accepted',
  ACSP: 'accepted',
  ACWC: 'accepted',
  ACWP: 'accepted',
  ACPT: 'accepted',
  PART: 'accepted',
  ACSC: 'executed',
  ACCC: 'executed',
  RJCT: 'rejected',
  CNCL: 'cancelled',
}

/** How far a payment has come. No answer brings it back; a refusal that is not final may still turn out otherwise. */
const RANK: Readonly<Record<PaymentStatus, number>> = {
  draft: 0,
  held: 0,
  ready: 0,
  starting: 0,
  unknown: 0,
  waiting: 1,
  rejected: 2,
  cancelled: 2,
  accepted: 2,
  executed: 3,
}

/**
 * Where a payment stands after the bank's answer. Nothing leaves a final state, nothing goes back, and a code nobody knows changes
 * nothing. `isIgnored`: the answer says something that is not believed any more.
 */
export function nextStatus(present: Standing, report: StatusReport, finalSuccessful: readonly string[]): Standing & { isIgnored: boolean } {
  const said = meaningOf(present.status, report, finalSuccessful)
  if (present.isFinal) return { ...present, isIgnored: said !== null && said !== present.status }
  const status = said !== null && mayBecome(present.status, said) ? said : present.status
  return { status, isFinal: report.isFinal, isIgnored: said !== null && said !== status }
}

function meaningOf(
  present: PaymentStatus,
  { bankStatus, isFinal }: StatusReport,
  finalSuccessful: readonly string[],
): PaymentStatus | null {
  if (bankStatus === 'RJCT' || bankStatus === 'CNCL') return MEANING[bankStatus]!
  if (isFinal && finalSuccessful.includes(bankStatus)) return 'executed'
  // Something is being looked at: the first that is heard of it, so the bank has it.
  if (bankStatus === 'PDNG') return RANK[present] === 0 ? 'accepted' : null
  return Object.hasOwn(MEANING, bankStatus) ? MEANING[bankStatus]! : null
}

/** A bank that takes back what it has not called final is believed: to say it is paid would be worse. */
function mayBecome(present: PaymentStatus, said: PaymentStatus): boolean {
  return said === 'rejected' || said === 'cancelled' || RANK[said] >= RANK[present]
}
