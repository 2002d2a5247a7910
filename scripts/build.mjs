// npm run build: `next build`, unless the build is already of this code (--force builds anyway).
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'
import { runOrThrow, step } from './progress.mjs'
import { isBuilt, markBuilt, sourceHash } from './source-hash.mjs'

/** Builds when needed. @throws Error carrying what the build printed */
export async function build({ force = false, logFile } = {}) {
  if (!force && isBuilt()) return false
  const hash = sourceHash()
  fs.rmSync('.next/BUILD_ID', { force: true })
  // Nothing of the surroundings may get into the build: it belongs to every database and every key.
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const output = await runOrThrow(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env: definedOf(env) })
  if (logFile) fs.writeFileSync(logFile, output)
  markBuilt(hash)
  return true
}

function definedOf(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepare()
  try {
    await step('Building the app', () => build({ force: process.argv.includes('--force') }))
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
