import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { sharedInstances, type SharedInstance } from './e2e/support/shared-instance'
import { findChromium } from './scripts/find-chromium.mjs'

// The first process to read this file makes the instance; the workers it starts inherit the variable.
process.env.E2E_INSTANCES ??= JSON.stringify([makeInstance()])

const instances = sharedInstances()
const executablePath = findChromium()
const isRoot = process.getuid?.() === 0

/** Real instances with simulated banks, one per worker; a worker's files run one after another, since they live in one household. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: instances.length,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: { args: isRoot ? ['--no-sandbox'] : [], ...(executablePath ? { executablePath } : {}) },
    trace: 'retain-on-failure',
  },
  webServer: instances.map((instance) => ({
    command: 'node scripts/start.mjs',
    url: `http://localhost:${instance.port}/api/health`,
    timeout: 300_000,
    stdout: process.env.E2E_VERBOSE ? 'pipe' : 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: settingsOf(instance),
  })),
})

function settingsOf({ port, simulatorPort, dataDir, databaseUrl }: SharedInstance): Record<string, string> {
  return {
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR: 'on',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'warn',
    // What an operator's .env would set must not reach the tests: empty means absent.
    HOST: '',
    APP_URL: '',
    WORKER: '',
    ENABLE_BANKING_API_URL: '',
    ENABLE_BANKING_APP_ID: '',
    ENABLE_BANKING_PRIVATE_KEY_FILE: '',
    ENABLE_BANKING_WEBHOOK: '',
  }
}

function makeInstance(): SharedInstance {
  const { E2E_PORT = '3100', E2E_SIMULATOR_PORT = '3101', E2E_DATABASE_URL = '' } = process.env
  return { port: Number(E2E_PORT), simulatorPort: Number(E2E_SIMULATOR_PORT), dataDir: makeDataDir(), databaseUrl: E2E_DATABASE_URL }
}

function makeDataDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-e2e-'))
  // The built-in database runs as another user when we are root.
  fs.chmodSync(dir, 0o711)
  process.once('exit', () => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}
