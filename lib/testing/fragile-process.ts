import type { Fetch } from '@/lib/banking/http'
import { closeDb } from '@/lib/db'
import { watchStatements } from './breakable-statements'

/** What goes wrong at one moment. `death`: from then on nothing of this process reaches anybody, as after `kill -9`. */
export type Mishap = 'statement_lost' | 'statement_answer_lost' | 'call_lost' | 'call_answer_lost' | 'death'

export type FragileProcess = {
  /** Lets the n-th statement, call or (for a death) either of both go wrong, counted from now. */
  arm(how: Mishap, nth: number): void
  /** Answers whether it happened. */
  disarm(): boolean
  isDead(): boolean
  /** How often something went wrong so far. */
  mishaps(): number
  /** A new process in the dead one's place. */
  restart(): Promise<void>
  /** The way to the bank with these mishaps in it. */
  between(fetch: Fetch): Fetch
  release(): void
}

type Armed = { readonly how: Mishap; readonly nth: number; count: number; struck: boolean }

export function openFragileProcess(): FragileProcess {
  let armed: Armed | null = null
  let dead = false
  let mishaps = 0

  /** Counts one moment of this kind; true when it is the one. */
  function strikes(kind: 'statement' | 'call'): boolean {
    if (!armed || armed.struck || (armed.how !== 'death' && !armed.how.startsWith(kind))) return false
    armed.count += 1
    if (armed.count < armed.nth) return false
    armed.struck = true
    mishaps += 1
    dead = armed.how === 'death'
    return true
  }

  const release = watchStatements(() => {
    if (dead) return 'lose_before'
    if (!strikes('statement')) return 'pass'
    return armed?.how === 'statement_answer_lost' ? 'lose_after' : 'lose_before'
  })

  return {
    arm: (how, nth) => void (armed = { how, nth, count: 0, struck: false }),
    disarm() {
      const struck = armed?.struck ?? false
      armed = null
      return struck
    },
    isDead: () => dead,
    mishaps: () => mishaps,
    async restart() {
      armed = null
      await closeDb().catch(() => undefined)
      dead = false
    },
    between: (fetch) => async (request) => {
      const struck = !dead && strikes('call')
      const answerLost = struck && armed?.how === 'call_answer_lost'
      if (dead || (struck && !answerLost)) throw new TypeError('fetch failed')
      const answer = await fetch(request)
      if (answerLost || dead) throw new TypeError('fetch failed')
      return answer
    },
    release,
  }
}
