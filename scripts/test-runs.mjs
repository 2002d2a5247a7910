// The two test runners, each asked for its counts as JSON.
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { ensureChromium } from './find-chromium.mjs'
import { run } from './progress.mjs'
import { withOwnDatabase } from './own-database.mjs'

const TIMEOUT_MS = 30 * 60_000

export async function runVitest(results) {
  const report = path.join(results, 'vitest.json')
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, output } = await run(process.execPath, args, { timeoutMs: TIMEOUT_MS })
  const json = readJson(report)
  const files = json?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const failedTests = tests.filter((test) => test.status === 'failed').length
  const failedFiles = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = failedTests + failedFiles
  // A run that ends badly without naming a test (an error outside of tests, no report) has failed once.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, output }
}

export async function runBrowserTests(results) {
  const report = path.join(results, 'playwright.json')
  const [port, simulatorPort] = await findFreePorts(2)
  return withOwnDatabase(async (databaseUrl) => {
    const env = {
      ...process.env,
      PW_CHROMIUM: ensureChromium(),
      E2E_PORT: String(port),
      E2E_SIMULATOR_PORT: String(simulatorPort),
      E2E_DATABASE_URL: databaseUrl ?? '',
      E2E_DATA_DIR: makeDataDir(results),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }
    const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=line,json']
    const { code, output } = await run(process.execPath, args, { env, timeoutMs: TIMEOUT_MS })
    const stats = readJson(report)?.stats
    const passed = stats?.expected ?? 0
    const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, output }
  })
}

/** Inside the results' directory, which goes when the run ends. The built-in database may run as another user, who has to get there. */
function makeDataDir(results) {
  const dir = path.join(results, 'data')
  fs.mkdirSync(dir, { mode: 0o711 })
  fs.chmodSync(results, 0o711)
  return dir
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

async function findFreePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => listenAnywhere()))
  const ports = servers.map((server) => server.address().port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function listenAnywhere() {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
