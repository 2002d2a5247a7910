import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportHousehold } from '@/lib/accounts/export'
import { asSystem, type Db } from '@/lib/db'
import { findHouseholdId } from '@/lib/households/find-household'
import { recordAudit } from '@/lib/households/audit'
import { CliError } from './cli-error'
import { readArguments } from './read-arguments'

export const EXPORT_OPTIONS = { household: { required: true, help: 'name' }, out: { required: true, help: 'file.json' } }

/** Writes a whole household into one file (docs/export-format.md): complete or not at all, readable by its owner only. */
export async function runExport(args: readonly string[], now = new Date()): Promise<string> {
  const { household = '', out = '' } = readArguments(args, EXPORT_OPTIONS)
  const householdId = await findHouseholdId(household)
  if (!householdId)
    throw new CliError(`there is no household called ${JSON.stringify(household)}`, 'give its name exactly as the household page shows it')
  const read = <T>(work: (db: Db) => Promise<T>) => asSystem(householdId, work, { timeoutMs: 60_000 })
  await writeWhole(out, exportHousehold(read, { householdId, memberId: null }, now))
  await asSystem(householdId, (db) =>
    recordAudit(db, { householdId, memberId: null, kind: 'export_made', facts: { format: 'json', by: 'operator' }, now }),
  )
  return `written to ${out}`
}

async function writeWhole(file: string, pieces: AsyncGenerator<string>): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished, { mode: 0o600 }))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code)
      throw new CliError(`${file} cannot be written (${code})`, 'choose a directory that exists, may be written to and has room', {
        cause: error,
      })
    throw error
  }
}
