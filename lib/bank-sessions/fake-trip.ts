import type { Viewer } from '@/lib/households/viewer'
import type { NextStep } from './authorize-bank-session'
import { chooseAccounts } from './choose-accounts'
import { accountOf, sessionOf, type createFakeBank } from './fake-bank'
import { finishCallback, type FinishedCallback } from './finish-callback'
import { getOffer } from './offered-accounts'
import { startBankSession } from './start-bank-session'

type Wire = Record<string, unknown>

/** The accounts a trip grants, by how many trips there were: handles are new each time. */
export type Granted = (nth: number) => Wire[]

const BROWSER_ID = 'b'.repeat(43)

export const CURRENT = (nth: number, more: Wire = {}) => accountOf(nth, 1, 'FI2112345600000785', more)
export const SAVINGS = (nth: number, more: Wire = {}) => accountOf(nth, 2, 'FI5542345670000081', more)
export const CARD = (nth: number, more: Wire = {}) => accountOf(nth, 3, 'FI1410093000123458', more)

const BOTH: Granted = (nth) => [CURRENT(nth), SAVINGS(nth)]

/** What is wished for at "Saaristo Bank", or another: the instance's application, a person, no way to sign in chosen. */
export const wishFor = (renews: string | null = null, name = 'Saaristo Bank') =>
  ({ source: 'instance', country: 'FI', name, psuType: 'personal', authMethod: null, credentials: {}, renews }) as const

/** For tests: what a member does to connect or renew "Saaristo Bank", through the same doors as a browser. */
export function createTrips(bank: ReturnType<typeof createFakeBank>, now: () => Date) {
  async function leave(viewer: Viewer, renews: string | null): Promise<void> {
    await startBankSession(viewer, wishFor(renews), { psuContext: null, browserId: BROWSER_ID, now: now() })
  }

  function comeBack(viewer: Viewer, query: Record<string, string>): Promise<FinishedCallback> {
    const state = bank.calls.auth.at(-1)!.state as string
    const actor = { ...viewer, browserId: BROWSER_ID }
    return finishCallback(actor, new URLSearchParams({ state, ...query }), { psuContext: null, now: now() })
  }

  /** To the bank and back, which grants these accounts. */
  async function approve(viewer: Viewer, granted = BOTH, renews: string | null = null): Promise<{ id: string; next: NextStep }> {
    const nth = () => bank.calls.exchanges.length
    bank.script.sessions = () => Response.json(sessionOf(nth(), now(), { accounts: granted(nth()) }))
    await leave(viewer, renews)
    const finished = await comeBack(viewer, { code: 'good' })
    if (!finished.ok) throw new Error(finished.reason)
    return { id: finished.bankSessionId, next: finished.next }
  }

  async function keepAll(viewer: Viewer, bankSessionId: string): Promise<void> {
    const { accounts } = await getOffer(viewer, bankSessionId)
    const chosen = accounts.map(({ id }) => ({ accountId: id, keep: true, share: 'none' as const, name: '' }))
    await chooseAccounts(viewer, { bankSessionId, accounts: chosen }, { psuContext: null, now: now() })
  }

  async function connect(viewer: Viewer, granted?: Granted): Promise<string> {
    const { id } = await approve(viewer, granted)
    await keepAll(viewer, id)
    return id
  }

  return { leave, comeBack, approve, keepAll, connect }
}
