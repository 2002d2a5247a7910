/** The operations a fault can name; the same names stand in the ledger. */
export type Operation =
  | 'GET /application'
  | 'GET /aspsps'
  | 'POST /auth'
  | 'POST /sessions'
  | 'GET /sessions/{id}'
  | 'DELETE /sessions/{id}'
  | 'GET /accounts/{id}/details'
  | 'GET /accounts/{id}/balances'
  | 'GET /accounts/{id}/transactions'
  | 'GET /accounts/{id}/transactions/{id}'
  | 'POST /payments'
  | 'GET /payments/{id}'
  | 'DELETE /payments/{id}'
  | 'GET /payments/{id}/transactions/{id}'
  | 'POST /api/applications'

/** What goes wrong. */
export type FaultEffect =
  /** A documented refusal by its code, worded as the interface words it. */
  | { readonly kind: 'refusal'; readonly code: string; readonly detail?: unknown }
  /** Any refusal; `error` and `detail` may be anything, also absent. */
  | { readonly kind: 'error'; readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Any text at all with a status of one's choice. */
  | { readonly kind: 'text'; readonly status?: number; readonly text: string; readonly contentType?: string }
  /** No answer, until the caller gives up or the time has passed. */
  | { readonly kind: 'hang'; readonly ms?: number }
  /** The right answer, a few bytes at a time. */
  | { readonly kind: 'slow'; readonly chunkBytes: number; readonly everyMs: number }
  /** The right answer, cut off in the middle. */
  | { readonly kind: 'truncated' }
  /** The right answer in Latin-1 while saying UTF-8. */
  | { readonly kind: 'wrong-charset' }
  /** That many bytes of blanks, compressed on the way when served over HTTP. */
  | { readonly kind: 'large'; readonly bytes: number; readonly compressed?: boolean }
  /** The connection breaks before anything happened, or after it happened with the answer lost. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** Transactions only: the same key again, keys that go round, an empty page with a key, a key refused. */
  | { readonly kind: 'paging'; readonly how: 'repeat-key' | 'loop' | 'empty-page' | 'refuse-key' }

export type FaultRule = {
  /** Absent: any operation. */
  readonly operation?: Operation
  /** Name of the bank. */
  readonly aspsp?: string
  /** Primary identification hash. */
  readonly account?: string
  /** Lets this many matching calls pass first. */
  readonly after?: number
  /** How many matching calls it strikes; null for all that follow. Once when absent. */
  readonly times?: number | null
  readonly effect: FaultEffect
}

export type FaultTarget = { readonly operation: Operation; readonly aspsp: string | null; readonly account: string | null }

/** A rule that struck, with what it remembers between strikes. */
export type Strike = { readonly effect: FaultEffect; readonly keysSeen: string[] }

export type Faults = {
  /** @returns a number to take it back with */
  add(rule: FaultRule): number
  remove(id: number): void
  clear(): void
  list(): { id: number; rule: FaultRule; struck: number }[]
  /** The first rule that strikes this call, if any; counts it. */
  strike(target: FaultTarget): Strike | null
}

type Armed = { id: number; rule: FaultRule; matched: number; struck: number; keysSeen: string[] }

export function createFaults(rules: readonly FaultRule[] = []): Faults {
  let armed: Armed[] = []
  let nextId = 1
  const add = (rule: FaultRule) => {
    const id = nextId++
    armed.push({ id, rule, matched: 0, struck: 0, keysSeen: [] })
    return id
  }
  rules.forEach(add)
  return {
    add,
    remove: (id) => void (armed = armed.filter((candidate) => candidate.id !== id)),
    clear: () => void (armed = []),
    list: () => armed.map(({ id, rule, struck }) => ({ id, rule, struck })),
    strike(target) {
      for (const candidate of armed) {
        if (!matches(candidate.rule, target)) continue
        candidate.matched += 1
        const { after = 0, times = 1, effect } = candidate.rule
        if (candidate.matched <= after || (times !== null && candidate.struck >= times)) continue
        candidate.struck += 1
        return { effect, keysSeen: candidate.keysSeen }
      }
      return null
    },
  }
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  return (
    (rule.operation === undefined || rule.operation === target.operation) &&
    (rule.aspsp === undefined || rule.aspsp === target.aspsp) &&
    (rule.account === undefined || rule.account === target.account)
  )
}
