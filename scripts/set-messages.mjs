// node scripts/set-messages.mjs <namespace> <json-file> [locale]: merges one namespace of a message catalogue, under a lock.
import fs from 'node:fs'

const [namespace, source, locale = 'en'] = process.argv.slice(2)
const target = new URL(`../messages/${locale}.json`, import.meta.url)
const lock = new URL(`../messages/.${locale}.lock`, import.meta.url)

for (let tries = 0; ; tries++) {
  try {
    fs.mkdirSync(lock)
    break
  } catch {
    if (tries > 100) throw new Error('the catalogue is locked')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
try {
  const all = JSON.parse(fs.readFileSync(target, 'utf8'))
  all[namespace] = merge(all[namespace] ?? {}, JSON.parse(fs.readFileSync(source, 'utf8')))
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b)))
  fs.writeFileSync(target, JSON.stringify(sorted, null, 2) + '\n')
} finally {
  fs.rmdirSync(lock)
}

function merge(into, from) {
  for (const [key, value] of Object.entries(from)) {
    into[key] = value && typeof value === 'object' && !Array.isArray(value) ? merge(into[key] ?? {}, value) : value
  }
  return into
}
