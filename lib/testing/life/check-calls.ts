import type { Call } from '@/lib/simulator/notes'
import type { Session } from '@/lib/simulator/state'
import { DAY_MS } from './life'

/** What the bank noted about our calls. */
export type CallBook = {
  readonly calls: readonly Call[]
  readonly sessions: ReadonlyMap<string, Session>
  /** Times a process died or lost what it had just written, and may have forgotten what it had been told. */
  readonly mishaps: number
}

/** Reads without the person the law allows for one account in a day. */
const UNATTENDED_MAX = 4

/** I6: at most four reads of one kind, account and consent in any 24 hours while nobody is there. Further pages belong to their first. */
export function checkQuota({ calls, mishaps }: CallBook): string[] {
  const reads = new Map<string, number[]>()
  for (const call of calls) {
    if (call.account === null || call.psuHeaders || call.status !== 200 || isFurtherPage(call)) continue
    const key = kindOfRead(call)
    reads.set(key, [...(reads.get(key) ?? []), call.at.getTime()])
  }
  return [...reads].flatMap(([key, times]) => {
    const allowed = UNATTENDED_MAX
    const begin = times.find((time, at) => times[at + allowed] !== undefined && times[at + allowed]! - time < DAY_MS)
    return begin === undefined
      ? []
      : [`I6 more than ${allowed} unattended reads in 24 h from ${new Date(begin).toISOString()} (${mishaps} mishaps): ${key}`]
  })
}

function isFurtherPage({ path }: Call): boolean {
  return path.includes('continuation_key=')
}

/** The account as one consent sees it, the endpoint and the status asked for. */
function kindOfRead({ path }: Call): string {
  const url = new URL(path, 'http://bank')
  return `${url.pathname} ${url.searchParams.get('transaction_status') ?? ''}`.trim()
}

/** I7: a consent is not used after its last day, and not again once the bank said that it is over. */
export function checkConsents({ calls, sessions, mishaps }: CallBook): string[] {
  const violations: string[] = []
  for (const session of sessions.values()) {
    const uids = session.accounts.map(({ uid }) => uid)
    const reads = calls.filter(({ path }) => uids.some((uid) => path.startsWith(`/accounts/${uid}/`)))
    const late = reads.filter(({ at }) => at.getTime() >= session.access.validUntil)
    if (late.length > 0)
      violations.push(`I7 ${late.length} calls after the end of consent ${session.id}, first ${late[0]!.at.toISOString()}`)
    const told = reads.filter(({ error }) => error !== null && /^(CLOSED|REVOKED|EXPIRED)_SESSION$/.test(error))
    if (told.length > 1 + mishaps) violations.push(`I7 told ${told.length} times that consent ${session.id} is over`)
  }
  return violations
}

/** I7: nothing is read through an access that a member ended or that another took the place of. */
export function checkOver(
  { calls }: CallBook,
  over: ReadonlyMap<string, { readonly uids: readonly string[]; readonly since: Date }>,
): string[] {
  return [...over].flatMap(([id, { uids, since }]) => {
    const reads = calls.filter(({ path, at }) => at.getTime() > since.getTime() && uids.some((uid) => path.startsWith(`/accounts/${uid}/`)))
    return reads.length === 0 ? [] : [`I7 ${reads.length} reads through access ${id} after it was ended here`]
  })
}
