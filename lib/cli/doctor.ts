import type { Finding } from './finding'
import { checkBankAccess } from './check-bank-access'
import { checkClock } from './check-clock'
import { checkDatabase } from './check-database'
import { checkDisk } from './check-disk'
import { checkSecrets } from './check-secrets'
import { checkWorker } from './check-worker'

/**
 * Looks at everything a running Saldo needs, one finding each, with a fix for what is wrong. A check that cannot be made
 * because of an earlier one says so. Reads only; no secret is ever part of a finding.
 */
export async function examine({ dataDir }: { dataDir: string }): Promise<Finding[]> {
  const database = await checkDatabase()
  const isUp = database.every((finding) => finding.kind !== 'bad')
  const inside = isUp ? [...(await checkSecrets()), await checkWorker()] : []
  return [...database, ...inside, checkDisk(dataDir), ...(await checkBankAccess()), await checkClock()]
}
