import { env } from '@/lib/env'
import { bad, good, note, type Finding } from './finding'

/** A signed token is refused when clocks differ by more than about a minute. */
const SKEW_MAX_SECONDS = 30
const TIMEOUT_MS = 5_000

type Fetch = (
  url: string,
  init: { method: string; signal: AbortSignal; cache: 'no-store' },
) => Promise<{ headers: { get(name: string): string | null } }>

/** This machine's clock against that of the bank interface, which judges the tokens signed here. */
export async function checkClock({ fetch = globalThis.fetch as Fetch, now = () => new Date() } = {}): Promise<Finding> {
  const { apiUrl } = env().enableBanking
  try {
    const answer = await fetch(apiUrl, { method: 'HEAD', signal: AbortSignal.timeout(TIMEOUT_MS), cache: 'no-store' })
    return judgeClock(answer.headers.get('date'), now())
  } catch {
    return note(`the clock could not be compared: ${new URL(apiUrl).host} does not answer`)
  }
}

export function judgeClock(header: string | null, now: Date): Finding {
  const theirs = Date.parse(header ?? '')
  if (Number.isNaN(theirs)) return note('the clock could not be compared: the bank interface tells no time')
  const seconds = Math.round((now.getTime() - theirs) / 1_000)
  if (Math.abs(seconds) <= SKEW_MAX_SECONDS) return good('the clock agrees with the bank interface')
  return bad(
    `the clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}`,
    'set the clock by network time (NTP): banks refuse tokens signed at another time',
  )
}
