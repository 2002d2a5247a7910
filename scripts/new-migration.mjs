// npm run migration -- <name>: writes the difference between the committed migrations and schema.prisma as a new one.
// npm run migration -- --check: exits 2 and prints the difference when there is one.
import fs from 'node:fs'
import path from 'node:path'
import { diffMigrations } from './schema-engine.mjs'

const DIR = 'prisma/migrations'
const name = process.argv[2]
const sql = await diffMigrations('prisma/schema.prisma', DIR)

if (sql === null) {
  console.log('schema.prisma and the migrations agree')
} else if (name === '--check') {
  console.error('schema.prisma and the migrations differ; write a migration with: npm run migration -- <name>\n')
  console.error(sql)
  process.exitCode = 2
} else if (!/^[a-z0-9_]+$/.test(name ?? '')) {
  console.error('usage: npm run migration -- <name_in_small_letters>')
  process.exitCode = 1
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const dir = path.join(DIR, `${stamp}_${name}`)
  fs.mkdirSync(dir)
  fs.writeFileSync(path.join(dir, 'migration.sql'), sql)
  console.log(`wrote ${dir}`)
}
