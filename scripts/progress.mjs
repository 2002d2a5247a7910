// Shows what is being done: one line per step, with the time it took; long steps tell that they go on.
import { spawn } from 'node:child_process'

const STILL_EVERY_MS = 10_000

/** Runs `work` under a label; answers what it answers. A label is printed at the start, the time at the end. */
export async function step(label, work) {
  const begun = Date.now()
  process.stdout.write(`• ${label} …\n`)
  const still = setInterval(() => process.stdout.write(`  still ${label.toLowerCase()} (${seconds(begun)})\n`), STILL_EVERY_MS)
  try {
    const answer = await work()
    process.stdout.write(`✓ ${label} (${seconds(begun)})\n`)
    return answer
  } catch (error) {
    process.stdout.write(`✗ ${label} (${seconds(begun)})\n`)
    throw error
  } finally {
    clearInterval(still)
  }
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

/** Runs a program to its end without a terminal; answers its exit code and all it printed. */
export function run(command, args, { env = process.env, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, shell: command.endsWith('.cmd') })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() + (signal ? `\nended by ${signal}` : '') }),
    )
  })
}

/** A program that must succeed. @throws Error carrying what it printed */
export async function runOrThrow(command, args, options) {
  const { code, output } = await run(command, args, options)
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}\n${output.trimEnd()}`)
  return output
}
