// Generates the Prisma client. The CLI insists on an engine binary that `generate` never runs; any executable will do.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1', ...process.env }
const result = spawnSync(process.execPath, [cli, 'generate'], { env, encoding: 'utf8' })
if (result.status !== 0) process.stderr.write(result.stdout + result.stderr)
process.exitCode = result.status ?? 1
