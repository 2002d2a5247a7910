// Installs packages and makes the Prisma client when they are missing or stale; every command begins with this.
import { generate, installArguments, isGenerated, isInstalled, npmCommand, prepareProcess } from './install.mjs'
import { runOrThrow, step } from './progress.mjs'

export async function prepare({ dotEnv = true } = {}) {
  prepareProcess(dotEnv)
  try {
    if (!isInstalled()) await step('Installing packages', install)
    if (!isGenerated()) await step('Making the database client', makeClient)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}

async function install() {
  const [command, ...first] = npmCommand()
  await runOrThrow(command, [...first, ...installArguments()])
}

async function makeClient() {
  const problem = generate()
  if (problem) throw new Error(problem)
}
