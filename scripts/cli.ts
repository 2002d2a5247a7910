// npm run saldo -- <command>: the operator's tools, with the same settings and database as npm start.
import { describeError } from '@/lib/cli/cli-error'
import { findCommand, writeHelp } from '@/lib/cli/commands'
import { writeFinding, bad } from '@/lib/cli/finding'
import { DatabaseError } from '@/lib/database/database-error'
import { migrate } from '@/lib/database/migrate'
import { closeDb } from '@/lib/db'
import { env } from '@/lib/env'
import { EnvError } from '@/lib/env-parse'
import { findSetupLink } from './setup-link'
import { openSurroundings, type Surroundings } from './surroundings'

process.exitCode = await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<number> {
  const found = findCommand(words)
  if (!found) {
    const isAsked = words.length === 0 || words.includes('--help')
    ;(isAsked ? console.log : console.error)(
      isAsked ? writeHelp() : `there is no command ${JSON.stringify(words.join(' '))}\n\n${writeHelp()}`,
    )
    return isAsked ? 0 : 2
  }
  let surroundings: Surroundings | null = null
  try {
    surroundings = await openSurroundings()
    // The doctor only looks; every other command works on tables that are up to date.
    if (found.command.words !== 'doctor') await migrate(env().databaseUrl)
    const { dataDir, operator } = surroundings
    const { text, exitCode } = await found.command.run(found.rest, { dataDir, findSetupLink: () => findSetupLink(operator.appUrl) })
    console.log(text)
    return exitCode
  } catch (error) {
    console.error(describe(error))
    return 1
  } finally {
    await closeDb()
    await surroundings?.stop()
  }
}

/** Settings are told whole, as a list with fixes; everything else in one line. */
function describe(error: unknown): string {
  if (error instanceof EnvError)
    return error.problems.map(({ variable, problem, fix }) => writeFinding(bad(`${variable} ${problem}`, fix))).join('\n')
  if (error instanceof DatabaseError) return writeFinding(bad(error.problem, error.fix))
  return `✗ ${describeError(error)}`
}
