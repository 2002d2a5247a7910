import { readFileSync, statSync } from 'node:fs'
import type { NewApplication } from './dialects/enable-banking/application'
import type { Simulator } from './simulator'

const LOOK_EVERY_MS = 1_000

/**
 * Registers the applications of a JSON file (`[{ id, name, environment, active, publicKeyPem, redirectUrls }]`) and
 * again whenever the file changes. A file that is not there yet is waited for.
 * @returns a function that looks now, and one that stops looking
 */
export function watchApplications(path: string, simulator: Simulator): { look(): void; stop(): void } {
  let seen = ''
  const look = () => {
    const stamp = stampOf(path)
    if (stamp === null || stamp === seen) return
    try {
      for (const application of JSON.parse(readFileSync(path, 'utf8')) as NewApplication[]) simulator.registerApplication(application)
      seen = stamp
    } catch (error) {
      seen = stamp
      process.stderr.write(`simulator: cannot use ${path}: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}

function stampOf(path: string): string | null {
  try {
    const { mtimeMs, size, ino } = statSync(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return null
  }
}
