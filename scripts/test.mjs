// npm test: installs what it needs, runs every check and test, and ends with the line "N passed, N failed".
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from './build.mjs'
import { CHECKS } from './checks.mjs'
import { isInstalled } from './install.mjs'
import { prepare } from './prepare.mjs'
import { runStages } from './stages.mjs'

// The tests are about the code, not about this machine's settings: only a database server may be given.
const given = { TEST_DATABASE_URL: process.env.TEST_DATABASE_URL || process.env.DATABASE_URL }
forgetSettings()
await prepare({ dotEnv: false })
for (const [name, value] of Object.entries(given)) if (value) process.env[name] = value
process.env.NODE_ENV = 'test'
// Needs packages, which are there only now.
const { runBrowserTests, runVitest } = await import('./test-runs.mjs')

const LINES_OF_A_FAILURE = 12

const results = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-test-results-'))
const outcomes = []
try {
  outcomes.push(...(await runStages(CHECKS, Math.min(2, os.availableParallelism()))))
  outcomes.push(...(await runStages([{ name: 'Unit, property, contract and database tests', work: () => runVitest(results) }])))
  outcomes.push(...(await runStages([{ name: '200 lives of households under faults', args: ['scripts/simulate.mjs', '--seeds', '200'] }])))
  const [built] = await runStages([{ name: 'Production build', work: buildOnce }])
  outcomes.push(built)
  if (built.failed === 0) outcomes.push(...(await runStages([{ name: 'Browser tests', work: () => runBrowserTests(results) }])))
} finally {
  fs.rmSync(results, { recursive: true, force: true })
}

const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
const [passed, failed] = [sum('passed'), sum('failed')]
process.exitCode = failed > 0 || !isInstalled() ? 1 : 0
for (const outcome of outcomes.filter((one) => one.failed > 0)) nameFailures(outcome)
console.log(`${passed} passed, ${failed} failed`)

/** Once more at the end, where a reader of a long log looks first. */
function nameFailures({ name, failures = [] }) {
  console.log(`✗ ${name}`)
  for (const { test, message } of failures) console.log(`  ${test}\n${firstLines(message)}`)
}

function firstLines(message) {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, LINES_OF_A_FAILURE)
  return lines.map((line) => `      ${line.slice(0, 300)}`).join('\n')
}

async function buildOnce() {
  await build()
  return { passed: 1, failed: 0 }
}

/** Includes what a `.env` file would set again for the servers started by the browser tests: empty is set, and means absent. */
function forgetSettings() {
  const example = fs.readFileSync('.env.example', 'utf8')
  for (const [, name] of example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)) process.env[name] = ''
}
