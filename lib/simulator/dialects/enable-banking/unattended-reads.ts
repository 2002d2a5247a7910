import type { Simulation } from '../../simulation'
import { DAY_MS } from '../../world/calendar'
import { rateLimited } from './rate-limit'
import type { ReadableAccount } from './read-account'

/**
 * Counts a read without the person. To be called once everything else about the request was found right: refused calls
 * do not count.
 */
export function countRead(simulation: Simulation, readable: ReadableAccount, kind: string): void {
  const { attended, quirks, bank } = readable
  if (attended) return
  if (quirks.attended === 'required') throw rateLimited(bank, simulation.now())
  countUnattended(simulation, readable, kind)
}

/** Counts against the number allowed, which belongs to the account and the consent, or to the consent alone. */
function countUnattended(simulation: Simulation, readable: ReadableAccount, kind: string): void {
  const { session, account, quirks } = readable
  const counted = {
    endpoint: [session.id, account.key, kind],
    call: [session.id, account.key, 'any'],
    consent: [session.id, 'any', kind],
  }[quirks.quotaCounts].join(' ')
  if (quirks.quotaWindow === 'rolling') countWithin24Hours(simulation, readable, counted)
  else countWithinDay(simulation, readable, counted)
  simulation.changed()
}

function countWithinDay({ state, settings, now }: Simulation, { bank }: ReadableAccount, counted: string): void {
  const day = now().toISOString().slice(0, 10)
  const key = `${day} ${counted}`
  const used = state.unattendedReads.get(key) ?? 0
  if (used >= settings.unattendedReadsPerDay) throw rateLimited(bank, now())
  const oldest = state.unattendedReads.keys().next().value
  if (oldest !== undefined && !oldest.startsWith(day))
    for (const known of state.unattendedReads.keys()) if (!known.startsWith(day)) state.unattendedReads.delete(known)
  state.unattendedReads.set(key, used + 1)
}

function countWithin24Hours({ state, settings, now }: Simulation, { bank }: ReadableAccount, counted: string): void {
  const at = now().getTime()
  const recent = (state.unattendedAt.get(counted) ?? []).filter((earlier) => at - earlier < DAY_MS)
  if (recent.length >= settings.unattendedReadsPerDay) throw rateLimited(bank, now(), recent[0]! + DAY_MS)
  state.unattendedAt.set(counted, [...recent, at])
}
