import { paymentTasks } from '@/lib/payments/tasks'
import type { PayingActor } from '@/lib/payments/paying-actor'
import type { PaymentOrder } from '@/lib/payments/order'
import { AppError } from '@/lib/core/errors'
import type { Random } from '@/lib/simulator/random'
import type { BankWorld } from '../bank-world'
import type { FragileProcess } from '../fragile-process'
import type { OwnDatabase } from '../own-database'
import { ProcessDied, type VirtualQueue } from '../virtual-queue'
import type { VirtualTime } from '../virtual-time'

/** An account somebody pays from, and who they are at its bank. */
export type PaySource = { readonly accountId: string; readonly bank: string; readonly bankSessionId: string; readonly person: string }

/** Something a member means to pay, once, and what they have seen of it. */
export type Intent = {
  /** Made by the browser. */
  readonly id: string
  readonly number: number
  readonly actor: PayingActor
  /** The same member on another device. */
  readonly otherDevice: PayingActor
  readonly source: PaySource
  readonly order: PaymentOrder
  /** They were told that it is there. */
  isConfirmed: boolean
  /** Every page they were ever given. */
  readonly pages: Set<string>
  /** They approved at the bank, and the bank took it. */
  isApproved: boolean
  /** They took it back and were told so. */
  isWithdrawn: boolean
  /** The way back, to be used, kept or used again. */
  back: URL | null
}

/** Everything about the payments of one household under test. */
export type PayLife = {
  readonly seed: string
  readonly random: Random
  readonly database: OwnDatabase
  readonly time: VirtualTime
  readonly world: BankWorld
  readonly queue: VirtualQueue
  readonly process: FragileProcess
  readonly householdId: string
  readonly intents: Intent[]
  deaths: number
  /** Something of ours was made to break a moment ago. */
  hasBroken: boolean
  events: number
  /** Deeds that were refused in words. */
  refused: number
  readonly violations: string[]
}

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/**
 * One thing somebody does. Being refused in words is part of life; anything else that is thrown, unless something was made to
 * break, is a fault of ours.
 */
export async function attempt<T>(life: PayLife, what: string, deed: () => Promise<T>): Promise<T | null> {
  life.events += 1
  try {
    return await deed()
  } catch (error) {
    // What broke may show in what comes after it: a connection that is gone is noticed when it is used.
    life.hasBroken = life.process.disarm() || life.hasBroken
    const broke = life.hasBroken
    if (life.process.isDead()) await comeBack(life)
    else if (error instanceof AppError && !broke) life.refused += 1
    else if (!broke)
      life.violations.push(`${what} threw ${error instanceof Error ? `${error.name}: ${error.message.slice(-300)}` : String(error)}`)
    return null
  }
}

/** Lets the household's jobs run until the clock has moved on so far, with the job of the minute before and after. */
export async function letTimePass(life: PayLife, ms: number): Promise<void> {
  const until = new Date(life.time.now().getTime() + ms)
  try {
    await tend(life)
    life.events += await life.queue.runUntil(until)
    await tend(life)
  } catch (error) {
    if (!life.process.isDead() && !(error instanceof ProcessDied)) throw error
    await comeBack(life)
  }
}

/** The clock's job: one that fails comes again with the next minute. */
async function tend(life: PayLife): Promise<void> {
  await paymentTasks['tend-payments']().catch((error: unknown) => {
    life.hasBroken = life.process.disarm() || life.hasBroken
    if (life.process.isDead() || !life.hasBroken) throw error
  })
}

/** Somebody starts the program again, soon. */
export async function comeBack(life: PayLife): Promise<void> {
  life.deaths += 1
  await life.process.restart()
  await life.queue.giveBack()
  life.time.advance(life.random.int(1, 120) * SECOND_MS)
}

/** A page was handed to a person: it must be the only one there ever was. */
export function notePage(life: PayLife, intent: Intent, url: string): void {
  intent.pages.add(url)
  if (intent.pages.size > 1) life.violations.push(`I3 intent ${intent.number}: two pages were shown: ${[...intent.pages].join(' and ')}`)
}
