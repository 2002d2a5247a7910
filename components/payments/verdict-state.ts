import type { StateWordProps } from '@/components/ui/state-word'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'
import type { VerdictKind } from './verdict-of'

const PLAIN = {
  draft: 'draft',
  heldForMe: 'waitsForYou',
  ready: 'draft',
  readyForMaker: 'draft',
  byHand: 'draft',
  starting: 'unknown',
  lost: 'unknown',
  noPage: 'unknown',
  waitingForMe: 'waitsForYou',
  cameBack: 'waitsForYou',
  saidNo: 'waitsForYou',
  accepted: 'accepted',
  acceptedLater: 'accepted',
  settled: 'accepted',
  givenByHand: 'waitsForDebit',
  executed: 'executed',
  partly: 'partly',
  standing: 'standing',
  booked: 'paid',
  bookedPartly: 'partly',
  askBank: 'askBank',
  rejected: 'rejected',
  declined: 'cancelled',
  withdrawn: 'cancelled',
  refusedByMember: 'cancelled',
  cancelled: 'cancelled',
  contradiction: 'contradiction',
} as const satisfies Record<Exclude<VerdictKind, 'waitingForMaker' | 'refusedSoFar' | 'heldForOthers'>, string>

/** The word about state that stands over the sentence. */
export function stateOfVerdict(
  verdict: VerdictKind,
  { memberName, status }: Pick<PaymentRow, 'memberName' | 'status'>,
  approver: string | null,
): StateWordProps {
  if (verdict === 'heldForOthers') return waitsFor(approver)
  if (verdict === 'waitingForMaker') return waitsFor(memberName)
  if (verdict === 'refusedSoFar') return { state: status === 'rejected' ? 'rejected' : 'cancelled' }
  return { state: PLAIN[verdict] }
}

function waitsFor(name: string | null): StateWordProps {
  return name === null ? { state: 'waitsForSecond' } : { state: 'waitsForMember', name }
}

/** The same for one line of a list, which knows less than the page. */
export function stateOfRow(row: PaymentRow, approver: string | null): StateWordProps {
  if (row.status === 'rejected' || row.status === 'cancelled') return { state: row.isBooked ? 'contradiction' : row.status }
  if (row.hasRefusedLines) return { state: 'partly' }
  if (row.isBooked && !row.isRecurring) return { state: 'paid' }
  switch (row.status) {
    case 'held':
      return row.needsMyApproval ? { state: 'waitsForYou' } : waitsFor(row.isMine ? approver : null)
    case 'waiting':
      return row.isMine ? { state: 'waitsForYou' } : waitsFor(row.memberName)
    case 'accepted':
    case 'executed':
      if (row.isRecurring) return { state: 'standing' }
      return { state: row.channel === 'by_hand' ? 'waitsForDebit' : row.status }
    case 'starting':
    case 'unknown':
      return { state: 'unknown' }
    default:
      return { state: 'draft' }
  }
}
