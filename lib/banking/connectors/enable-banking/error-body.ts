import { findJson } from './wire'

/** What an error answer says, wherever it says it. */
export type ErrorBody = {
  /** `error`: the documented code, or one newer than the documents. */
  readonly code: string | null
  /** Exception names and inner codes: `error_name`, `code` where it is text. */
  readonly names: readonly string[]
  /** The bank's own HTTP status, when its answer is wrapped. */
  readonly upstreamStatus: number | null
  /** All human text of the body in one line. */
  readonly words: string
  /** `detail` as an object, for hints. */
  readonly detail: Readonly<Record<string, unknown>>
}

const DEPTH_MAX = 5
const WORDS_MAX = 2_000

/**
 * Reads `{ message, code, error, detail }` (ErrorResponse) and what is seen in its place: no `error`, `detail` null, text,
 * object, list or JSON in a text, or the bank's own body passed through. Null when the body is not a JSON object.
 */
export function readErrorBody(text: string): ErrorBody | null {
  const json = findJson(text)
  if (!isRecord(json)) return null
  const detail = isRecord(json.detail) ? json.detail : {}
  const found: { names: string[]; words: string[] } = { names: [], words: [] }
  collect(json, found, 0)
  return {
    code: toCode(json.error),
    names: found.names,
    upstreamStatus: findUpstreamStatus(json.detail),
    words: [...new Set(found.words)].join(' · ').slice(0, WORDS_MAX),
    detail,
  }
}

function collect(value: unknown, found: { names: string[]; words: string[] }, depth: number): void {
  if (depth > DEPTH_MAX || found.words.length > 40) return
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? findJson(value) : undefined
    if (inner !== undefined) collect(inner, found, depth + 1)
    else if (value.trim() !== '') found.words.push(value.trim().slice(0, 500))
    return
  }
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 20)) collect(entry, found, depth + 1)
  } else if (isRecord(value)) {
    for (const [key, entry] of Object.entries(value).slice(0, 40)) {
      if (isName(key) && typeof entry === 'string') found.names.push(entry.trim())
      else collect(entry, found, depth + 1)
    }
  }
}

function isName(key: string): boolean {
  return key === 'error' || key === 'error_name' || key === 'code' || key === 'error_code'
}

/** `detail.error_data.status`, or its `code` where that is a number; the same of `detail` itself. Each may be JSON in a text. */
function findUpstreamStatus(value: unknown): number | null {
  const detail = asRecord(value)
  const candidates = [asRecord(detail?.error_data), detail].flatMap((data) => (data ? [data.status, data.status_code, data.code] : []))
  return candidates.map(toStatus).find((candidate) => candidate !== null) ?? null
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  const read = typeof value === 'string' ? findJson(value) : value
  return isRecord(read) ? read : null
}

function toStatus(value: unknown): number | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  return /^[1-5]\d\d$/.test(text) ? Number(text) : null
}

function toCode(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value.trim()) ? value.trim() : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
