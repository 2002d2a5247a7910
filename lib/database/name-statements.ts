import { createHash } from 'node:crypto'

const STATEMENTS_MAX = 250
const SEEN_MAX = 2_000

/**
 * Names for statements, for one client: the server parses and plans what has a name once per connection instead of every time,
 * which is half of its work in a reading. What comes in ever new shapes (lists of rows) is seen once, gets no name (empty text)
 * and fills no memory there.
 */
export function nameStatements(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  const seen = new Set<string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size < STATEMENTS_MAX && seen.has(sql)) {
      const name = createHash('sha256').update(sql).digest('base64url').slice(0, 32)
      names.set(sql, name)
      return name
    }
    if (seen.size >= SEEN_MAX) seen.clear()
    seen.add(sql)
    return ''
  }
}
