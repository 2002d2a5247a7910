import { asSystem } from '@/lib/db'
import { findHouseholdId } from '@/lib/households/find-household'
import { AppError } from '@/lib/core/errors'
import { applyPreview, previewAccount } from '@/lib/sync/replay/replay'
import { isDifference, type ReplayChange, type ReplayField, type ReplayPreview } from '@/lib/sync/replay/replay-dto'
import { CliError } from './cli-error'
import { readArguments } from './read-arguments'

export const REPLAY_OPTIONS = {
  household: { required: true, help: 'name' },
  account: { help: 'name or id' },
  apply: { flag: true, help: '' },
}

/**
 * Reads kept answers of banks once more by today's rules and tells what would be different, account by account; with `--apply`
 * also makes it so. Each account is a transaction of its own.
 */
export async function runReplay(args: readonly string[], now = new Date()): Promise<string> {
  const options = readArguments(args, REPLAY_OPTIONS)
  const { household = '', account = null } = options
  const householdId = await findHouseholdId(household)
  if (!householdId)
    throw new CliError(`there is no household called ${JSON.stringify(household)}`, 'give its name exactly as the household page shows it')
  const accounts = await listAccounts(householdId, account)
  if (account !== null && accounts.length === 0)
    throw new CliError(
      `there is no account called ${JSON.stringify(account)}`,
      'give its name exactly as the accounts page shows it, or its id',
    )
  const lines: string[] = []
  for (const { id, name, bank } of accounts) {
    const actor = { householdId, accountId: id, memberId: null, now }
    const preview = await previewAccount(actor)
    lines.push(`${name} (${bank}): ${describeSummary(preview)}`, ...preview.changes.flatMap(describeChange))
    if (preview.more > 0) lines.push(`  … and ${preview.more} more`)
    if (options.flags.has('apply') && isDifference(preview.summary))
      lines.push(`  ${await apply(() => applyPreview(actor, preview.replayId))}`)
  }
  return lines.join('\n')
}

type NamedAccount = { readonly id: string; readonly name: string; readonly bank: string }

function listAccounts(householdId: string, wanted: string | null): Promise<NamedAccount[]> {
  return asSystem(householdId, async (db) => {
    const accounts = await db.$queryRaw<NamedAccount[]>`
      SELECT id::text, coalesce(nullif(custom_name, ''), nullif(bank_name, ''), aspsp_name) AS name, aspsp_name AS bank
        FROM account WHERE household_id = ${householdId}::uuid AND choice = 'kept' ORDER BY aspsp_name, name, id`
    return accounts.filter(({ id, name }) => wanted === null || wanted === id || wanted === name)
  })
}

async function apply(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'applied'
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict')
      return 'not applied: the account is being read, or changed meanwhile; run this again'
    throw error
  }
}

function describeSummary({ summary }: ReplayPreview): string {
  const { pages, unreadable, new: added, changed, gone, held, setAside, believed } = summary
  const counts = [
    [added, 'new'],
    [changed, 'changed'],
    [gone, 'gone'],
    [held, 'without a page, but written on: kept'],
    [setAside, 'set aside'],
    [believed, 'believed now'],
    [unreadable, 'unreadable pages'],
  ] as const
  const found = counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))
  return `${pages} kept ${pages === 1 ? 'page' : 'pages'}, ${found.join(', ') || 'no difference'}`
}

const MARKS: Record<ReplayChange['kind'], string> = { new: '+', changed: '~', gone: '−', held: '!' }

function describeChange(change: ReplayChange): string[] {
  const { row, kind } = change
  const line = `  ${MARKS[kind]} ${row.day}  ${row.amount.amount} ${row.amount.currency}  ${row.name}`
  return kind === 'changed' ? [line, ...change.fields.map(describeField)] : [line]
}

function describeField({ field, before, after }: ReplayField): string {
  const say = (value: ReplayField['before']) =>
    value === null ? 'nothing' : typeof value === 'string' ? JSON.stringify(value) : `${value.amount} ${value.currency}`
  return field === 'other' ? '      details behind it' : `      ${field}: ${say(before)} → ${say(after)}`
}
