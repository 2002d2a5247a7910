import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/find-chromium.mjs'

// The first process to read this file makes the directory; the workers it starts inherit the variable.
process.env.E2E_DATA_DIR ??= makeDataDir()

const port = process.env.E2E_PORT ?? '3100'
const simulatorPort = process.env.E2E_SIMULATOR_PORT ?? '3101'
const executablePath = findChromium()
const isRoot = process.getuid?.() === 0

/** One real instance with simulated banks; the files run one after another, since they live in the same household. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${port}`,
    launchOptions: { args: isRoot ? ['--no-sandbox'] : [], ...(executablePath ? { executablePath } : {}) },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node scripts/start.mjs',
    url: `http://localhost:${port}/api/health`,
    timeout: 300_000,
    stdout: process.env.E2E_VERBOSE ? 'pipe' : 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: {
      PORT: port,
      SIMULATOR_PORT: simulatorPort,
      SIMULATOR: 'on',
      DATA_DIR: process.env.E2E_DATA_DIR,
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
      LOG_LEVEL: 'warn',
      // What an operator's .env would set must not reach the tests: empty means absent.
      HOST: '',
      APP_URL: '',
      WORKER: '',
      ENABLE_BANKING_API_URL: '',
      ENABLE_BANKING_APP_ID: '',
      ENABLE_BANKING_PRIVATE_KEY_FILE: '',
      ENABLE_BANKING_WEBHOOK: '',
    },
  },
})

function makeDataDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-e2e-'))
  // The built-in database runs as another user when we are root.
  fs.chmodSync(dir, 0o711)
  process.once('exit', () => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}
