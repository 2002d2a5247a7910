import type { IsoDate } from '@/lib/core/iso-date'
import type { PersonalityName } from '../personalities'
import type { Life } from './life-plan'

/** A world cut down to what a test needs; whatever is not said is as in the whole one. */
export type SmallWorld = {
  /** The first day anything happens. */
  readonly begins?: IsoDate
  /** Only these banks, by name. */
  readonly banks?: readonly string[]
  /** Other habits for banks, by name. */
  readonly personalities?: Readonly<Record<string, PersonalityName>>
  /** Purchases in proportion to a whole life: 0.3 is about a third of them. */
  readonly activity?: number
}

export function lessActive(life: Life, activity: number): Life {
  return {
    ...life,
    plans: life.plans.map((plan) => ({
      ...plan,
      habits: Object.fromEntries(Object.entries(plan.habits).map(([habit, timesAWeek]) => [habit, timesAWeek * activity])),
    })),
  }
}
