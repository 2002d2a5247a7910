import { AppError } from '@/lib/core/errors'
import type { Currency } from '@/lib/core/currency'
import { newId } from '@/lib/core/id'
import { asKeyHolder, enterHousehold, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { hashSecret } from '@/lib/vault/secret'
import { hashNewPassword, insertUser, type NewUser } from './new-user'
import { removeSetupTokenFile } from './setup-token'

export type FirstHousehold = { readonly householdName: string; readonly baseCurrency: Currency }

/**
 * Sets the instance up: its first household and that household's owner, in one transaction with the use of the link. Of two
 * setups at once one wins; afterwards nobody can register.
 * @throws AppError expired when the link cannot be used · invalid_input for a weak password
 */
export async function setUp(token: string, user: NewUser, household: FirstHousehold, now = new Date()): Promise<void> {
  const passwordHash = await hashNewPassword(user.password, [user.name, user.email, household.householdName])
  await asKeyHolder(hashSecret(token), async (db) => {
    const [row] = await db.$queryRaw<
      { taken: boolean }[]
    >`SELECT saldo_take_setup_token(${hashSecret(token)}, ${now}::timestamptz) AS taken`
    if (!row?.taken) throw new AppError('expired', 'the setup link cannot be used')
    await createHousehold(db, user, { ...household, passwordHash, now })
  })
  await removeSetupTokenFile()
}

/** A household and its owner, inside the caller's transaction. */
export async function createHousehold(db: Db, user: NewUser, facts: FirstHousehold & { passwordHash: string; now: Date }) {
  const { householdName: name, baseCurrency, passwordHash, now } = facts
  const householdId = newId(now)
  await enterHousehold(db, householdId)
  await db.household.create({ data: { id: householdId, name, baseCurrency, createdAt: now } })
  const { userId, memberId } = await insertUser(db, user, { householdId, role: 'owner', passwordHash, now })
  await recordAudit(db, { householdId, memberId, kind: 'household_created', now })
  return { householdId, userId, memberId }
}
