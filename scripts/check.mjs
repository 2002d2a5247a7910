// npm run check: format, lint, types, import rules, dead code, migration drift.
import { CHECKS } from './checks.mjs'
import { prepare } from './prepare.mjs'
import { runStages } from './stages.mjs'

await prepare()
const outcomes = await runStages(CHECKS, 2)
process.exitCode = outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0
