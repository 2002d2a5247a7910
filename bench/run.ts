import { openBenchBank } from './bench-bank'
import { openBenchDatabase } from './bench-database'
import { benchFirstSync } from './first-sync'
import { growHousehold } from './grown-household'
import { benchJobs } from './jobs'
import { benchMatcher } from './matcher'
import { benchOverlap } from './overlap'
import { benchPayments } from './payments'
import { benchPayees } from './payees'
import { benchList, benchOverview } from './reads'
import { benchResync } from './resync'
import { benchWeb } from './web'

const PORT = 4170
const [ACCOUNTS, TRANSACTIONS] = [10, 10_000]
const SIZES = [10_000, 100_000, 1_000_000] as const

/** Prints one JSON line per measure. A missed goal is said in its line and fails nothing: machines differ. */
if (isWanted('matcher')) benchMatcher()
const database = await openBenchDatabase()
try {
  if (isWanted('sync')) await benchSync()
  if (isWanted('overlap')) await benchOverlap(database)
  if (isWanted('reads')) await benchReads()
  if (isWanted('payees')) await benchPayees(database, await growHousehold(database, SIZES[1]))
  if (isWanted('jobs')) await benchJobs(database)
  if (isWanted('payments')) await benchPayments(database)
} finally {
  await database.close()
}

async function benchSync(): Promise<void> {
  const bank = await openBenchBank({ port: PORT, accounts: ACCOUNTS, transactions: TRANSACTIONS })
  try {
    const synced = await benchFirstSync(database, bank, ACCOUNTS * TRANSACTIONS)
    await benchResync(database, bank, { ...synced, accounts: ACCOUNTS, transactions: ACCOUNTS * TRANSACTIONS })
  } finally {
    await bank.stop()
  }
}

async function benchReads(): Promise<void> {
  const grown = [
    await growHousehold(database, SIZES[0]),
    await growHousehold(database, SIZES[1]),
    await growHousehold(database, SIZES[2]),
  ] as const
  for (const household of grown) await benchList(household)
  await benchOverview(database, grown[0], grown[2])
  await benchWeb(grown[0], grown[2])
}

/** `npm run bench -- sync` for a part of it: matcher, sync, overlap, reads, payees or jobs. */
function isWanted(part: string): boolean {
  const parts = process.argv.slice(2)
  return parts.length === 0 || parts.includes(part)
}
