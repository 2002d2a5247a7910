import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { BankKeys } from '../bank-world'
import { TEST_ENVIRONMENT } from '../own-database'

/** What a process of its own needs to know to work on this database with this application; the key lies in a file until removed. */
export function writeEnvironment(databaseUrl: string, { apiUrl, appId, privateKeyPem }: BankKeys) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-crash-'))
  const keyFile = path.join(dir, 'private-key.pem')
  fs.writeFileSync(keyFile, privateKeyPem, { mode: 0o600 })
  const environment = {
    ...Object.fromEntries(Object.entries(TEST_ENVIRONMENT).map(([name, value]) => [name, value ?? ''])),
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: dir, NODE_ENV: 'test', LOG_LEVEL: 'silent' },
    ...{ ENABLE_BANKING_API_URL: apiUrl, ENABLE_BANKING_APP_ID: appId, ENABLE_BANKING_PRIVATE_KEY_FILE: keyFile },
    ECB_RATES_URL: `${apiUrl}/stats/eurofxref/`,
  }
  return { environment, remove: () => fs.rmSync(dir, { recursive: true, force: true }) }
}
