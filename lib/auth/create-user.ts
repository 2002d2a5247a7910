import type { Currency } from '@/lib/core/currency'
import { AppError } from '@/lib/core/errors'
import { asKeyHolder, asSystem, isSetUp } from '@/lib/db'
import { findHouseholdId } from '@/lib/households/find-household'
import type { HouseholdRole } from '@/lib/households/viewer'
import { hashNewPassword, insertUser, type NewUser } from './new-user'
import { createHousehold } from './set-up'
import { removeSetupTokenFile } from './setup-token'

export type CreateUserInput = NewUser & {
  readonly householdName: string
  /** Used for the first household only. */
  readonly baseCurrency: Currency
  /** The first user is always the owner. */
  readonly role: HouseholdRole
}

/**
 * The operator's way to make a user: the first one with their household, every other one in the household of that name.
 * @throws AppError not_found when no household has this name · conflict when the address is taken · invalid_input
 */
export async function createUser(input: CreateUserInput, now = new Date()): Promise<{ householdId: string; isFirst: boolean }> {
  const passwordHash = await hashNewPassword(input.password, [input.name, input.email, input.householdName])
  if (!(await isSetUp())) return { householdId: await createFirst(input, passwordHash, now), isFirst: true }
  const householdId = await findHouseholdId(input.householdName)
  if (!householdId) throw new AppError('not_found', 'no household has this name')
  await asSystem(householdId, (db) => insertUser(db, input, { householdId, role: input.role, passwordHash, now }))
  return { householdId, isFirst: false }
}

async function createFirst(input: CreateUserInput, passwordHash: string, now: Date): Promise<string> {
  const householdId = await asKeyHolder('', async (db) => {
    const [row] = await db.$queryRaw<{ first: boolean }[]>`SELECT saldo_begin_first_household() AS first`
    if (!row?.first) throw new AppError('conflict', 'somebody set this instance up at the same moment')
    const created = await createHousehold(db, input, { ...input, passwordHash, now })
    return created.householdId
  })
  await removeSetupTokenFile()
  return householdId
}
