import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { defaultServices } from './default-services'
import type { PaymentHabitName } from './payments/payment-habits'
import {
  emptyState,
  type AccountChanged,
  type Application,
  type Authorization,
  type ExecutedRow,
  type Payment,
  type Session,
  type State,
} from './state'

/** JSON has neither bigint nor infinity. */
const BIGINT = '$bigint'
const INFINITE = '$infinity'

type Saved = {
  readonly version: 1
  readonly counter: number
  readonly applications: Application[]
  readonly authorizations: Authorization[]
  readonly sessions: Session[]
  readonly payments: Payment[]
  readonly executed: ExecutedRow[]
  readonly unattendedReads: [string, number][]
} & Partial<Later>

/** Not in the files of earlier versions. */
type Later = {
  readonly unattendedAt: [string, number[]][]
  readonly accountChanges: AccountChanged[]
  readonly clockAheadMs: number
  readonly turnedAt: number | null
  readonly paymentHabits: [string, PaymentHabitName][]
  readonly webhookKeyPem: string | null
}

export function printState(state: State): string {
  const saved: Saved = {
    version: 1,
    counter: state.counter,
    applications: [...state.applications.values()],
    authorizations: [...state.authorizations.values()],
    sessions: [...state.sessions.values()],
    payments: [...state.payments.values()],
    executed: state.executed,
    unattendedReads: [...state.unattendedReads],
    unattendedAt: [...state.unattendedAt],
    accountChanges: state.accountChanges,
    clockAheadMs: state.clockAheadMs,
    turnedAt: state.turnedAt,
    paymentHabits: [...state.paymentHabits],
    webhookKeyPem: state.webhookKeyPem,
  }
  return JSON.stringify(saved, (_, value: unknown) => {
    if (typeof value === 'bigint') return { [BIGINT]: value.toString() }
    return value === Infinity ? { [INFINITE]: true } : value
  })
}

export function parseState(text: string): State {
  const saved = JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if (BIGINT in value) return BigInt((value as Record<string, string>)[BIGINT]!)
    return INFINITE in value ? Infinity : value
  }) as Saved
  if (saved.version !== 1) throw new RangeError('state of another version')
  const state = emptyState()
  state.counter = saved.counter
  for (const application of saved.applications) state.applications.set(application.id, withServices(application))
  for (const authorization of saved.authorizations) state.authorizations.set(authorization.id, authorization)
  for (const session of saved.sessions) {
    state.sessions.set(session.id, session)
    for (const { uid } of session.accounts) state.sessionByUid.set(uid, session)
  }
  for (const payment of saved.payments) state.payments.set(payment.id, asNow(payment))
  state.executed.push(...saved.executed.map((executed) => ({ ...WITHOUT_PAYMENT, ...executed })))
  for (const [key, count] of saved.unattendedReads) state.unattendedReads.set(key, count)
  for (const [key, instants] of saved.unattendedAt ?? []) state.unattendedAt.set(key, instants)
  state.accountChanges.push(...(saved.accountChanges ?? []))
  state.clockAheadMs = saved.clockAheadMs ?? 0
  state.turnedAt = saved.turnedAt ?? null
  for (const [bank, habit] of saved.paymentHabits ?? []) state.paymentHabits.set(bank, habit)
  state.webhookKeyPem = saved.webhookKeyPem ?? null
  return state
}

const WITHOUT_PAYMENT = { paymentId: null, lines: [] }
const OF_EARLIER_PAYMENTS = { habit: 'settles', webhookUrl: null, toldStatus: null, forgottenAt: null } as const

/** Files of earlier versions say less. */
function asNow(payment: Payment): Payment {
  return {
    ...OF_EARLIER_PAYMENTS,
    ...{ pageOpenedAt: [], rejectedLines: [] },
    ...payment,
    instructions: payment.instructions.map((instruction) => ({ ...OF_EARLIER_LINES, ...instruction })),
  }
}

const OF_EARLIER_LINES = { instructionId: null, standingOrder: null }

function withServices(application: Application): Application {
  return { ...defaultServices(application.environment), ...application }
}

const WRITE_AFTER_MS = 250

export type StateFile = { read(): State; write(state: State): void; flush(): void }

/** Keeps the state in a file: written whole beside it and moved into place, a moment after the last change. */
export function openStateFile(path: string): StateFile {
  let pending: State | null = null
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (!pending) return
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, printState(pending), { mode: 0o600 })
    renameSync(`${path}.new`, path)
    pending = null
  }
  return {
    read() {
      let text: string
      try {
        text = readFileSync(path, 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyState()
        throw error
      }
      try {
        return parseState(text)
      } catch (error) {
        renameSync(path, `${path}.unreadable`)
        process.stderr.write(`simulator: ${path} cannot be read (${String(error)}), starting without it; it is kept beside\n`)
        return emptyState()
      }
    },
    write(state) {
      pending = state
      timer ??= setTimeout(flush, WRITE_AFTER_MS)
    },
    flush,
  }
}
