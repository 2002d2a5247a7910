import type { Faults } from './faults'
import type { Ledger } from './ledger'
import { uuidFor } from './random'
import type { State } from './state'
import type { World } from './world'
import type { Bank } from './world/bank'

/** What every part of the bank's side works with. */
export type Simulation = {
  readonly seed: string
  readonly now: () => Date
  /** Origin of the pages a person is sent to, without a slash at the end. */
  readonly baseUrl: string
  readonly world: World
  readonly state: State
  readonly faults: Faults
  readonly ledger: Ledger
  readonly settings: Settings
  /** To be called after every change of `state`. */
  changed(): void
}

export type Settings = {
  /** Reads without the person, per account, kind and day. */
  readonly unattendedReadsPerDay: number
  /** Bearer token that may register applications. */
  readonly controlPanelToken: string
}

/** A fresh id: repeatable in a repeated run, different in any other. */
export function newId(simulation: Simulation, kind: string): string {
  const { seed, state, now } = simulation
  state.counter += 1
  return uuidFor(seed, kind, state.counter, now().getTime())
}

export function getBank({ world }: Simulation, slug: string): Bank {
  const bank = world.banks.find((candidate) => candidate.slug === slug)
  if (!bank) throw new RangeError(`no bank ${slug}`)
  return bank
}
