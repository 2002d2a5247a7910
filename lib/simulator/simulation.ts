import type { AccountChange } from './account-change'
import type { Clock } from './clock'
import type { Faults } from './faults'
import type { Identities } from './identities'
import type { Ledger } from './ledger'
import type { Webhook } from './payments/webhook'
import { uuidFor } from './random'
import type { State } from './state'
import type { World } from './world'
import type { Bank } from './world/bank'

/** What every part of the bank's side works with. */
export type Simulation = {
  readonly seed: string
  readonly clock: Clock
  /** The bank's time, `clock.now`. */
  readonly now: () => Date
  /** Origin of the pages a person is sent to, without a slash at the end. */
  readonly baseUrl: string
  readonly world: World
  readonly state: State
  readonly faults: Faults
  readonly ledger: Ledger
  readonly identities: Identities
  readonly settings: Settings
  /** The instant at which banks with habits of that kind change their ways. */
  turnsAt(): number
  /** That is now. */
  turn(): void
  changeAccount(accountKey: string, change: AccountChange): void
  /** Carries a webhook to its address; rejects when nobody is there. */
  sendWebhook(webhook: Webhook): Promise<void>
  /** To be called after every change of `state`. */
  changed(): void
}

export type Settings = {
  /** Reads without the person, per account, kind and day. */
  readonly unattendedReadsPerDay: number
  /** Bearer token that may register applications. */
  readonly controlPanelToken: string
  /** How long every call of the interface takes at least. */
  readonly latencyMs: number
  readonly turnsAt: Date
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
