import { addDays, utcDay } from '@/lib/core/iso-date'
import { PERSONALITIES, quirksOf, type PersonalityName } from '@/lib/simulator/personalities'
import type { Random } from '@/lib/simulator/random'
import type { SimulatorOptions } from '@/lib/simulator/simulator'
import { DAY_MS } from './life'

/** Histories of this length keep one life short. */
const HISTORY_DAYS = 120
const ACTIVITY = 0.35
/** Aino and Elias share an account at the first. */
const BANKS = ['Saaristo Bank', 'Kontur', 'Tammi Savings Bank', 'Norrskenbanken']
export const PEOPLE = ['aino.virtanen', 'elias.lindqvist', 'veikko.salonen']
const NAMES = Object.keys(PERSONALITIES) as PersonalityName[]

export type LifeWorld = { readonly options: Omit<SimulatorOptions, 'now'>; shiftDays(bank: string): number; habitOf(bank: string): string }

/** The world of one life: few banks with short histories, each with a habit drawn from all there are. */
export function worldOf(random: Random, now: Date): LifeWorld {
  const personalities = Object.fromEntries(BANKS.map((bank) => [bank, random.pick(NAMES)]))
  const world = { begins: addDays(utcDay(now), -HISTORY_DAYS), activity: ACTIVITY, banks: BANKS, personalities }
  const settings = { turnsAt: new Date(now.getTime() + random.int(1, 8) * DAY_MS) }
  const habitOf = (bank: string) => personalities[bank] ?? 'by-the-book'
  const shiftDays = (bank: string) => shiftOf(habitOf(bank))
  return { options: { seed: `life ${random.int(1, 1_000)}`, world, settings }, shiftDays, habitOf }
}

/** By how many days a row's date can differ from what was served last: that answer may never have reached us. */
function shiftOf(name: PersonalityName): number {
  const { dates, bookings } = quirksOf(name)
  if (bookings === 'at-once') return 13
  return dates === 'fixed' ? 0 : 4
}
