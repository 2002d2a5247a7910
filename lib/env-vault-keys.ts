/** Keys that seal the households' data keys. The current one seals; the others only open what they sealed before. */
export type VaultKeys = { readonly current: InstanceKey; readonly all: ReadonlyMap<string, Buffer> }

export type InstanceKey = { readonly id: string; readonly key: Buffer }

const PAIR = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/

/** Reads "id:base64" pairs, separated by commas or lines; the first is the current one. Answers what is wrong as text. */
export function parseVaultKeys(text: string): VaultKeys | string {
  const pairs = text
    .split(/[\s,]+/)
    .filter((pair) => pair !== '')
    .map((pair) => PAIR.exec(pair))
  const all = new Map<string, Buffer>()
  for (const [at, pair] of pairs.entries()) {
    const id = pair?.[1]
    const key = Buffer.from(pair?.[2] ?? '', 'base64')
    if (!id || key.length !== 32) return `has an unusable key at place ${at + 1}`
    if (all.has(id)) return `names the key "${id}" twice`
    all.set(id, key)
  }
  const first = all.entries().next()
  if (first.done) return 'holds no key'
  return { current: { id: first.value[0], key: first.value[1] }, all }
}
