// Runs the stages of a check: prints name, result and time of each, and all it printed when it failed.
import { run, seconds } from './progress.mjs'

const STAGE_TIMEOUT_MS = 30 * 60_000
const STILL_EVERY_MS = 60_000

/** Each stage is `{ name, args }` (a Node program, one test) or `{ name, work }` answering `{ passed, failed, output? }`. */
export async function runStages(stages, atOnce = 1) {
  const outcomes = []
  const waiting = [...stages]
  const takeNext = async () => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) outcomes.push(await runStage(stage))
  }
  await Promise.all(Array.from({ length: atOnce }, takeNext))
  return outcomes
}

async function runStage({ name, args, work, env }) {
  const begun = Date.now()
  const still = setInterval(() => console.log(`  still at it: ${name} (${seconds(begun)})`), STILL_EVERY_MS)
  const outcome = await (work ? work() : runProgram(args, env)).catch((error) => ({
    passed: 0,
    failed: 1,
    output: String(error?.message ?? error),
  }))
  clearInterval(still)
  const { passed, failed, output } = outcome
  const counts = passed + failed > 1 ? `, ${passed} passed, ${failed} failed` : ''
  console.log(`${failed > 0 ? '✗' : '✓'} ${name} (${seconds(begun)}${counts})`)
  if (failed > 0 && output) console.log(output.trimEnd())
  return { name, ...outcome }
}

async function runProgram(args, env) {
  const { code, output } = await run(process.execPath, args, { env: { ...process.env, ...env }, timeoutMs: STAGE_TIMEOUT_MS })
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output }
}
