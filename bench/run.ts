import { openBenchBank } from './bench-bank'
import { openBenchDatabase } from './bench-database'
import { benchFirstSync } from './first-sync'

const PORT = 4170
const [ACCOUNTS, TRANSACTIONS] = [10, 10_000]
const database = await openBenchDatabase()
const bank = await openBenchBank({ port: PORT, accounts: ACCOUNTS, transactions: TRANSACTIONS })
try {
  await benchFirstSync(database, bank, ACCOUNTS * TRANSACTIONS)
} finally {
  await bank.stop()
  await database.close()
}
