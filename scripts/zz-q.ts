import { setEnvironment } from '@/lib/env'
import { asSystem, closeDb } from '@/lib/db'
const url = process.env.QURL!
setEnvironment({ DATABASE_URL: url, NEXTAUTH_SECRET: 'x'.repeat(40), VAULT_KEYS: 'a:' + Buffer.alloc(32).toString('base64') })
const id = '01a1f8d3-ea00-75f8-8d9b-b35a9074543f'
for (let round = 0; round < 4; round++) {
  const t = performance.now()
  for (let i = 0; i < 200; i++) await asSystem(id, async (db) => { await db.account.findMany({ where: { householdId: id, choice: 'kept' }, include: { balances: true, feeds: true, access: true }, orderBy: { sortOrder: 'asc' } }); await db.member.findMany({ where: { householdId: id, removedAt: null } }) })
  console.log(round, ((performance.now() - t) / 200).toFixed(2), 'ms per tx')
}
await closeDb(); process.exit(0)
