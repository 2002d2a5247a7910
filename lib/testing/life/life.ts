import { AppError } from '@/lib/core/errors'
import type { Random } from '@/lib/simulator/random'
import type { BankVisit, BankWorld } from '../bank-world'
import type { FragileProcess } from '../fragile-process'
import type { SeededHousehold } from '../household'
import type { OwnDatabase } from '../own-database'
import { ProcessDied, type VirtualQueue } from '../virtual-queue'
import type { VirtualTime } from '../virtual-time'
import type { Viewer } from '@/lib/households/viewer'

/** A member of the household and who they are at the banks. */
export type LivingMember = { readonly viewer: Viewer; readonly person: string }

/** One access as the member thinks of it, through all its renewals. */
export type Access = {
  bankSessionId: string
  /** The handles the bank gave with it. */
  uids: readonly string[]
  readonly member: LivingMember
  readonly visit: BankVisit
  /** When the member ended it. */
  endedAt: Date | null
}

/** What a member wrote on a row; must be there whatever becomes of the row. */
export type Edit = { readonly name: string | null; readonly note: string | null; readonly category: string | null }

/** Everything about one household's life under test. */
export type Life = {
  readonly seed: string
  readonly random: Random
  readonly database: OwnDatabase
  readonly time: VirtualTime
  readonly world: BankWorld
  readonly queue: VirtualQueue
  readonly process: FragileProcess
  readonly household: SeededHousehold
  readonly members: readonly LivingMember[]
  readonly visits: readonly BankVisit[]
  readonly accesses: Access[]
  readonly edits: Map<string, Edit>
  /** Accesses that were ended or renewed here, with the handles of their accounts: no read may come later. */
  readonly over: Map<string, { readonly uids: readonly string[]; readonly since: Date }>
  /** Times the process died. */
  deaths: number
  /** Things that happened. */
  events: number
  readonly violations: string[]
}

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Lets the household's jobs run until the clock has moved on so far. A process that dies on the way is started again. */
export async function letTimePass(life: Life, ms: number, jobsMax?: number): Promise<void> {
  const until = new Date(life.time.now().getTime() + ms)
  try {
    life.events += await life.queue.runUntil(until, jobsMax)
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error
    await comeBack(life)
  }
}

/** Somebody starts the program again, after a minute or two. */
export async function comeBack(life: Life): Promise<void> {
  life.deaths += 1
  await life.process.restart()
  await life.queue.giveBack()
  life.time.advance(life.random.int(1, 120) * 1_000)
}

/**
 * One thing somebody does. Being refused in words is part of life; anything else that is thrown, unless something was
 * made to break, is a fault of ours.
 */
export async function attempt(life: Life, what: string, deed: () => Promise<void>): Promise<void> {
  life.events += 1
  try {
    await deed()
  } catch (error) {
    const broke = life.process.disarm()
    if (life.process.isDead()) await comeBack(life)
    else if (!broke && !(error instanceof AppError) && !isBanksRefusal(error)) {
      life.violations.push(`${what} threw ${error instanceof Error ? `${error.name}: ${error.message.slice(-300)}` : String(error)}`)
    }
  }
}

/** The way to the bank and back can end with a refusal of the bank; the helper of the tests says it in an Error. */
function isBanksRefusal(error: unknown): boolean {
  return error instanceof Error && /^the way back from the bank ended|could not approve$/.test(error.message)
}
