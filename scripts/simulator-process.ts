import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { OperatorEnv } from '@/lib/env-parse'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'

/** What the app needs to call the simulator as it would call the real interface: an application with a key of its own. */
export function registerAtSimulator({ appUrl, simulator }: OperatorEnv, dataDir: string): Record<string, string> {
  const dir = path.join(dataDir, 'simulator')
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const keyFile = path.join(dir, 'private-key.pem')
  const privateKeyPem = keep(keyFile, makeKey)
  const id = keep(path.join(dir, 'application-id'), randomUUID)
  const application = {
    id,
    name: 'Saldo',
    environment: 'SANDBOX',
    active: true,
    publicKeyPem: createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString(),
    redirectUrls: [redirectUrl(appUrl), paymentRedirectUrl(appUrl)],
    services: ['AIS', 'PIS'],
    webhookUrls: [appUrl],
  }
  fs.writeFileSync(applicationsFile(dataDir), JSON.stringify([application], null, 2))
  return {
    SIMULATOR: 'on',
    SIMULATOR_PORT: String(simulator.port),
    ENABLE_BANKING_API_URL: simulator.url ?? '',
    ENABLE_BANKING_APP_ID: id,
    ENABLE_BANKING_PRIVATE_KEY_FILE: keyFile,
  }
}

/** How to run the simulator: a program of its own, so that going to the bank really leaves the app. */
export function simulatorArguments({ host, simulator }: OperatorEnv, dataDir: string): string[] {
  const everywhere = host === '0.0.0.0' || host === '::'
  return [
    ...['scripts/run-ts.mjs', 'lib/simulator/server.ts'],
    ...['--port', String(simulator.port), '--host', everywhere ? host : '127.0.0.1', '--base-url', simulator.url ?? ''],
    ...['--applications', applicationsFile(dataDir), '--state', path.join(dataDir, 'simulator/state.json')],
    // Faults and the ledger are for tests on this machine; a network gets the banks only.
    ...(everywhere ? [] : ['--control']),
  ]
}

function applicationsFile(dataDir: string): string {
  return path.join(dataDir, 'simulator/applications.json')
}

function makeKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function keep(file: string, make: () => string): string {
  if (!fs.existsSync(file)) fs.writeFileSync(file, make(), { mode: 0o600 })
  return fs.readFileSync(file, 'utf8').trim()
}
