import { quirksOf } from './personalities'
import { getBank, type Simulation } from './simulation'
import type { Authorization, Session, SessionEnd } from './state'

/** One that has ended stays as it ended. */
export function endSession(simulation: Simulation, session: Session, status: SessionEnd): void {
  if (session.status !== 'AUTHORIZED') return
  const at = simulation.now().getTime()
  session.status = status
  session.endedAt ??= at
  if (status === 'CLOSED') session.closedAt = at
  simulation.changed()
}

/** What a bank that knows one session per person does to the others when a new one comes, whoever asked for them. */
export function endEarlierSessions(simulation: Simulation, { bankSlug, username }: Authorization): void {
  const { earlierSession } = quirksOf(getBank(simulation, bankSlug).personality)
  if (earlierSession === 'lives') return
  for (const session of simulation.state.sessions.values()) {
    if (session.bankSlug !== bankSlug || session.username !== username || session.status !== 'AUTHORIZED') continue
    if (earlierSession !== 'ends-unsaid') endSession(simulation, session, 'REVOKED')
    else {
      session.endedUnsaid = true
      session.endedAt ??= simulation.now().getTime()
    }
  }
  simulation.changed()
}
