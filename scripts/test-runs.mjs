// The two test runners, each asked for its counts as JSON.
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
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
  const failures = files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const file = path.relative(process.cwd(), name)
    if (failed.length === 0 && status === 'failed') return [{ test: file, message }]
    return failed.map(({ fullName, failureMessages }) => ({ test: `${file} ${fullName}`, message: failureMessages[0] ?? '' }))
  })
  // A run that ends badly without naming a test (an error outside of tests, no report) has failed once.
  return { passed, failed: failures.length === 0 && code !== 0 ? 1 : failures.length, failures, output }
}

/** As many instances as may work side by side, each with a household of its own. */
export async function runBrowserTests(results) {
  const report = path.join(results, 'playwright.json')
  return withInstances(Math.min(2, os.availableParallelism()), results, async (instances) => {
    const env = {
      ...process.env,
      PW_CHROMIUM: ensureChromium(),
      E2E_INSTANCES: JSON.stringify(instances),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }
    const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=line,json']
    const { code, output } = await run(process.execPath, args, { env, timeoutMs: TIMEOUT_MS })
    const json = readJson(report)
    const { expected: passed = 0, unexpected = 0, flaky = 0 } = json?.stats ?? {}
    const failed = unexpected + flaky
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, failures: (json?.suites ?? []).flatMap(failuresOf), output }
  })
}

/** What went wrong in a suite of Playwright's report and in the ones inside it. */
function failuresOf({ suites = [], specs = [] }) {
  const failed = specs.filter(({ ok }) => !ok)
  const own = failed.map(({ file, line, title, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))
    return { test: `e2e/${file}:${line} ${title}`, message: errors[0]?.message ?? '' }
  })
  return [...own, ...suites.flatMap(failuresOf)]
}

async function withInstances(count, results, work, instances = []) {
  if (instances.length === count) return work(instances)
  const [port, simulatorPort] = await findFreePorts(2)
  return withOwnDatabase((databaseUrl) => {
    const instance = { port, simulatorPort, dataDir: makeDataDir(results, instances.length), databaseUrl: databaseUrl ?? '' }
    return withInstances(count, results, work, [...instances, instance])
  })
}

/** Inside the results' directory, which goes when the run ends. The built-in database may run as another user, who has to get there. */
function makeDataDir(results, number) {
  const dir = path.join(results, `data-${number}`)
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
