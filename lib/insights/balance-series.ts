import { addDays, type IsoDate } from '@/lib/core/iso-date'
import type { Axis } from './period'

/** What was booked within one step of an axis: step 0 ends today, step 1 the step before, and so on. */
export type StepNet = { readonly step: number; readonly netMinor: bigint }

export type SeriesPoint = { readonly day: IsoDate; readonly minor: bigint }

/**
 * The balance at the end of each step: what it is now, less all that was booked after that day. Exact, because only
 * booked movements are used and nothing is estimated. Oldest first; the last point is today's balance.
 */
export function balanceSeries(nowMinor: bigint, nets: readonly StepNet[], axis: Axis): SeriesPoint[] {
  const byStep = new Map<number, bigint>()
  for (const { step, netMinor } of nets) byStep.set(step, (byStep.get(step) ?? 0n) + netMinor)
  const points: SeriesPoint[] = []
  let minor = nowMinor
  for (let step = 0; step <= lastStep(axis, byStep); step++) {
    points.unshift({ day: addDays(axis.today, -step * axis.stepDays), minor })
    minor -= byStep.get(step) ?? 0n
  }
  return points
}

/** With an open beginning the line starts one step before the first booking, at the balance it found. */
function lastStep({ today, stepDays, from }: Axis, byStep: ReadonlyMap<number, bigint>): number {
  if (from === null) return Math.max(-1, ...byStep.keys()) + 1
  return Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000 / stepDays)
}
