import type { SessionEnd } from './state'

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
  | 'webhook'

/** How a refusal says when to come back. */
export type RetryAfter = 'seconds' | 'http-date' | 'absent' | 'zero' | 'ten-years'

/** What goes wrong. */
export type FaultEffect =
  /** A documented refusal by its code, worded as the interface words it. */
  | { readonly kind: 'refusal'; readonly code: string; readonly detail?: unknown }
  /** Too many reads: in the nth of the known wordings, wrapped in a 400 or not; midnight UTC is when it ends. */
  | { readonly kind: 'rate-limit'; readonly wording?: number; readonly retryAfter?: RetryAfter; readonly wrapped?: boolean }
  /** Any refusal; `error` and `detail` may be anything, also absent. */
  | {
      readonly kind: 'error'
      readonly status: number
      readonly body: unknown
      readonly headers?: Readonly<Record<string, string>>
      /** `after`: everything happened, only the answer is another one. */
      readonly when?: 'before' | 'after'
    }
  /** Any text at all with a status of one's choice. */
  | { readonly kind: 'text'; readonly status?: number; readonly text: string; readonly contentType?: string }
  /** 204 and nothing else. */
  | { readonly kind: 'no-content' }
  /** No answer, until the caller gives up or the time has passed. */
  | { readonly kind: 'hang'; readonly ms?: number }
  /** The right answer, its first byte so much later; `after`: everything happens at once, only its answer is late. */
  | { readonly kind: 'late'; readonly ms: number; readonly when?: 'before' | 'after' }
  /** The right answer, a few bytes at a time. */
  | { readonly kind: 'slow'; readonly chunkBytes: number; readonly everyMs: number }
  /** The right answer, cut off in the middle. */
  | { readonly kind: 'truncated' }
  /** The right answer in Latin-1 while saying UTF-8. */
  | { readonly kind: 'wrong-charset' }
  /** That many bytes of blanks, compressed on the way when served over HTTP. */
  | { readonly kind: 'large'; readonly bytes: number; readonly compressed?: boolean }
  /** The right answer with numbers for text and text for numbers, without some fields, or with unknown ones everywhere. */
  | { readonly kind: 'wrong-types' }
  | { readonly kind: 'missing-fields'; readonly fields: readonly string[] }
  | { readonly kind: 'extra-fields' }
  /** The right answer with other values in its outermost fields. */
  | { readonly kind: 'other-fields'; readonly fields: Readonly<Record<string, unknown>> }
  /** The interface's clock is ahead of the machine's: its `Date` header says so and tokens are judged by it. */
  | { readonly kind: 'clock-skew'; readonly ms: number }
  /** Right before this call the consent ends, or the account is closed. */
  | { readonly kind: 'session-ends'; readonly status: SessionEnd }
  | { readonly kind: 'account-closes' }
  /** The connection breaks before anything happened, or after it happened with the answer lost. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | PagingFault
  | WebhookFault

/** Webhooks only, that is with `operation: 'webhook'`. */
export type WebhookFault = {
  readonly kind: 'webhook'
  /**
   * Three times over, never, an hour late; or not as it ought to be: signed by somebody else, its key at a foreign address,
   * its digest of another body, for another application or environment, unsigned.
   */
  readonly how:
    | 'duplicate'
    | 'lost'
    | 'late'
    | 'forged-signature'
    | 'foreign-key-address'
    | 'wrong-digest'
    | 'other-application'
    | 'other-environment'
    | 'unsigned'
}

/** Transactions only. */
export type PagingFault = {
  readonly kind: 'paging'
  /**
   * The same key again, keys that go round, an empty page with a key, a key refused, the same page under new keys, the
   * last rows of the page before once more, keys without end, so many `rows` a page.
   */
  readonly how: 'repeat-key' | 'loop' | 'empty-page' | 'refuse-key' | 'same-page' | 'rows-inserted' | 'endless' | 'rows-per-page'
  readonly rows?: number
}

export type FaultRule = {
  /** Absent: any operation. */
  readonly operation?: Operation
  /** Name of the bank. */
  readonly aspsp?: string
  /** Primary identification hash. */
  readonly account?: string
  /** Parameters the call must have. */
  readonly query?: Readonly<Record<string, string>>
  /** Only calls with a continuation key, or only calls without. */
  readonly laterPages?: boolean
  /** Lets this many matching calls pass first. */
  readonly after?: number
  /** How many matching calls it strikes; null for all that follow. Once when absent. */
  readonly times?: number | null
  readonly effect: FaultEffect
}

export type FaultTarget = {
  readonly operation: Operation
  readonly aspsp: string | null
  readonly account: string | null
  readonly query: URLSearchParams
}

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
    (rule.account === undefined || rule.account === target.account) &&
    (rule.laterPages === undefined || rule.laterPages === target.query.has('continuation_key')) &&
    Object.entries(rule.query ?? {}).every(([name, value]) => target.query.get(name) === value)
  )
}
