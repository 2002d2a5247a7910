import { afterAll } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import type { FaultRule } from '@/lib/simulator/faults'
import { openBankWorld, type BankWorld, type WorldOptions } from './bank-world'

export type TestWorld = BankWorld & { advance(ms: number): void }

type Options = { readonly seed?: string; readonly at?: string; readonly faults?: readonly FaultRule[] } & Pick<WorldOptions, 'world'>

/** A bank world of this test file with a clock of its own. Needs `createTestDatabase` first. */
export function createTestWorld({ seed = 'test', at = '2026-11-20T12:00:00Z', faults = [], world: size }: Options = {}): TestWorld {
  let clock = Date.parse(at)
  const world = openBankWorld({ seed, faults, now: () => new Date(clock), ...(size && { world: size }) })
  afterAll(() => replaceRegistry(undefined))
  return { ...world, advance: (ms) => void (clock += ms) }
}
