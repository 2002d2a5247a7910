import { RE2JS } from 're2js'

const VALUE_LENGTH_MAX = 256
const PATTERN_LENGTH_MAX = 1_000
const CACHE_MAX = 200

/**
 * True when the whole value fits a pattern that came from outside (a bank's `Credential.template`, remittance line
 * patterns). RE2 runs in linear time, so no pattern can hang us. What RE2 cannot take (lookaheads, back-references, …) is not
 * checked here at all, only limited to 256 characters: the bank decides. Native RegExp is never used for such patterns.
 */
export function matchesTemplate(pattern: string | null | undefined, value: string): boolean {
  if (value.length > VALUE_LENGTH_MAX) return false
  const compiled = pattern ? findCompiled(pattern) : null
  return compiled === null || compiled.matches(value)
}

/** Null where the pattern is unsupported; remembered too, since failing to compile is work as well. */
const cache = new Map<string, RE2JS | null>()

function findCompiled(pattern: string): RE2JS | null {
  const known = cache.get(pattern)
  if (known !== undefined) return known
  if (cache.size >= CACHE_MAX) cache.clear()
  const compiled = compile(pattern)
  cache.set(pattern, compiled)
  return compiled
}

function compile(pattern: string): RE2JS | null {
  if (pattern.length > PATTERN_LENGTH_MAX) return null
  try {
    return RE2JS.compile(pattern)
  } catch {
    return null
  }
}
