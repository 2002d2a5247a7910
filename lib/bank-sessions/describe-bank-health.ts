import type { HealthState } from './bank-health-dto'

/** What of a call decides how its bank is described; newest first. */
export type HealthCall = { readonly at: Date; readonly outcome: string; readonly durationMs: number }

export type BankHealth = {
  readonly state: HealthState
  readonly failingSince: Date | null
  readonly lastAnswerAt: Date | null
  readonly usualMs: number | null
}

/** Outcomes that say the bank, or the way to it, is unwell. A refusal with a reason is an answer. */
const UNWELL = new Set(['unavailable', 'unreachable', 'invalid_response', 'unknown_outcome'])
const SLOW_MS = 8_000
const QUIET_AFTER_MS = 7 * 86_400_000
/** As many of the newest answers say how long one usually takes. */
const USUAL_OF = 20

/** How a bank is doing, judged by our own calls alone. One failure among answers is not an outage: the newest call decides. */
export function describeBankHealth(calls: readonly HealthCall[], now: Date): BankHealth {
  const answers = calls.filter(({ outcome }) => !UNWELL.has(outcome))
  const usualMs = median(answers.slice(0, USUAL_OF).map(({ durationMs }) => durationMs))
  const lastAnswerAt = answers[0]?.at ?? null
  const newest = calls[0]
  if (!newest || now.getTime() - newest.at.getTime() > QUIET_AFTER_MS) {
    return { state: 'quiet', failingSince: null, lastAnswerAt, usualMs }
  }
  if (UNWELL.has(newest.outcome)) return { state: 'failing', failingSince: streakStart(calls), lastAnswerAt, usualMs }
  return { state: usualMs !== null && usualMs > SLOW_MS ? 'slow' : 'answering', failingSince: null, lastAnswerAt, usualMs }
}

/** The first of the failures that no answer came between. */
function streakStart(calls: readonly HealthCall[]): Date {
  const end = calls.findIndex(({ outcome }) => !UNWELL.has(outcome))
  return calls[(end === -1 ? calls.length : end) - 1]!.at
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
