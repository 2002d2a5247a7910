import type { Simulation } from '../../simulation'
import type { Session, SessionStatus } from '../../state'
import type { ErrorCode } from './errors'

export function sessionStatus({ now }: Pick<Simulation, 'now'>, session: Session): SessionStatus {
  const { endsAt, validUntil } = session.access
  // Consents of older state files know their end on one clock only.
  return session.status === 'AUTHORIZED' && now().getTime() >= (endsAt ?? validUntil) ? 'EXPIRED' : session.status
}

export function sessionError(status: Exclude<SessionStatus, 'AUTHORIZED'>): ErrorCode {
  return `${status}_SESSION`
}
