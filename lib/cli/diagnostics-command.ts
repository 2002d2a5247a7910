import { writeFile } from 'node:fs/promises'
import { findHouseholdId } from '@/lib/households/find-household'
import { diagnoseHousehold } from '@/lib/sync/diagnostics/diagnostics'
import { CliError } from './cli-error'
import { readArguments } from './read-arguments'

export const DIAGNOSTICS_OPTIONS = { household: { required: true, help: 'name' }, out: { required: true, help: 'file.json' } }

/** Writes what happened with all accesses of a household, without names, numbers of accounts, amounts or texts. */
export async function runDiagnostics(args: readonly string[], now = new Date()): Promise<string> {
  const { household = '', out = '' } = readArguments(args, DIAGNOSTICS_OPTIONS)
  const householdId = await findHouseholdId(household)
  if (!householdId)
    throw new CliError(`there is no household called ${JSON.stringify(household)}`, 'give its name exactly as the household page shows it')
  const diagnostics = await diagnoseHousehold(householdId, now)
  try {
    await writeFile(out, `${JSON.stringify(diagnostics, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new CliError(`${out} cannot be written (${code})`, 'choose a directory that exists and may be written to', { cause: error })
  }
  return `written to ${out}`
}
