import { spawn } from 'node:child_process'
import { newId } from '@/lib/core/id'
import { refreshPayment } from '@/lib/payments/following/refresh-payment'
import { sweepPayments } from '@/lib/payments/following/sweep-payments'
import { proveStepUp } from '../step-up'
import type { PayKillPoint, PayStep } from './pay-kill-points'
import { MINUTE_MS, SECOND_MS } from './pay-life'
import type { PayRig } from './pay-rig'
import { payStepInput } from './pay-step-input'
import { takePayStep, type PayStepInput } from './take-pay-step'

type Killed = {
  /** How the process ended. */
  readonly signal: string | number | null
  /** Pages the person was given. */
  readonly pages: readonly string[]
  readonly paymentId: string
}

const POLL_IS_DUE_MS = 10 * SECOND_MS

const STEPS: readonly PayStep[] = ['create', 'send', 'return', 'poll']

/**
 * A payment whose process is killed at the point; afterwards the person and the clock do what they would: press again, wait for the
 * sweep, approve the page they are given, come back, and let the bank be asked until it has said its last word.
 */
export async function killPayer(rig: PayRig, point: PayKillPoint): Promise<Killed> {
  const pages = new Set<string>()
  const trip: Trip = { rig, paymentId: newId(), query: '', pages }
  for (const step of STEPS.slice(0, STEPS.indexOf(point.step))) await take(trip, step)
  if (point.step === 'poll') rig.advance(POLL_IS_DUE_MS)
  await proveStepUp(rig.payer.actor, rig.now())
  const signal = await runDoomed(point.name, rig, inputOf(trip))
  // Long enough for the sweep to see that nobody is asking the bank any more.
  rig.advance(2 * MINUTE_MS)
  await sweepPayments(rig.now())
  for (const step of STEPS.slice(STEPS.indexOf(point.step))) await take(trip, step)
  rig.advance(MINUTE_MS)
  await refreshPayment({ householdId: rig.householdId, paymentId: trip.paymentId }, { psuContext: null, now: rig.now() })
  return { signal, pages: [...pages], paymentId: trip.paymentId }
}

type Trip = { readonly rig: PayRig; readonly paymentId: string; query: string; readonly pages: Set<string> }

async function take(trip: Trip, step: PayStep): Promise<void> {
  const { rig, pages } = trip
  await proveStepUp(rig.payer.actor, rig.now())
  if (step === 'poll') rig.advance(POLL_IS_DUE_MS)
  const answer = (await takePayStep(step, inputOf(trip))) as { kind?: string; url?: string }
  if (step !== 'send') return
  if (answer.url === undefined) throw new Error(`sending came to ${answer.kind}`)
  pages.add(answer.url)
  trip.query = await approve(answer.url, rig.payer.sources[0]!.person)
}

function inputOf({ rig, paymentId, query }: Trip): PayStepInput {
  return payStepInput(rig.payer, { paymentId, query, now: rig.now() })
}

async function approve(url: string, person: string): Promise<string> {
  const response = await fetch(new URL('/simulator/approve', url), { method: 'POST', body: JSON.stringify({ url, person }) })
  const { redirectUrl } = (await response.json()) as { redirectUrl?: string }
  if (redirectUrl === undefined) throw new Error('the page could not be approved')
  return new URL(redirectUrl).search
}

function runDoomed(killAt: string, { environment }: PayRig, input: PayStepInput): Promise<NodeJS.Signals | number | null> {
  const child = spawn(process.execPath, ['scripts/run-ts.mjs', 'scripts/doomed-payer.ts'], {
    env: { ...process.env, ...environment, KILL_AT: killAt, PAY_INPUT: JSON.stringify(input) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code))
    child.once('error', () => resolve(null))
  })
}
