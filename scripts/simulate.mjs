// npm run simulate -- --seeds 50 | --seed 17: lives of households under faults, each repeatable from its seed.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { prepare } from './prepare.mjs'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '20' }, seed: { type: 'string' } } })
const count = Number.parseInt(values.seeds, 10)
if (!(count > 0 && count <= 100_000)) {
  console.error('usage: npm run simulate -- --seeds <number> | --seed <seed>')
  process.exit(1)
}
const seeds = values.seed ?? Array.from({ length: count }, (_, at) => String(at + 1)).join(',')
await prepare({ dotEnv: false })
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'database', 'lib/testing/simulation.db.test.ts']
const result = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, SIMULATION_SEEDS: seeds } })
process.exitCode = result.status ?? 1
