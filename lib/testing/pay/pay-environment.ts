import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setEnvironment } from '@/lib/env'
import type { BankKeys } from '../bank-world'

/** The environment knows the application too, and that its webhooks are wanted. @returns undoes it */
export function knowApplication({ apiUrl, appId, privateKeyPem }: BankKeys): () => void {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-pay-'))
  const keyFile = path.join(dir, 'private-key.pem')
  fs.writeFileSync(keyFile, privateKeyPem, { mode: 0o600 })
  const known = { ENABLE_BANKING_API_URL: apiUrl, ENABLE_BANKING_APP_ID: appId, ENABLE_BANKING_PRIVATE_KEY_FILE: keyFile }
  setEnvironment({ ...known, ENABLE_BANKING_WEBHOOK: 'on' })
  return () => {
    setEnvironment(Object.fromEntries([...Object.keys(known), 'ENABLE_BANKING_WEBHOOK'].map((name) => [name, undefined])))
    fs.rmSync(dir, { recursive: true, force: true })
  }
}
