import { beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from '@/lib/db'
import { env, setEnvironment } from '@/lib/env'
import { newId } from '@/lib/core/id'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { VaultError } from './envelope'
import { rotateInstanceKey } from './rotate-instance-key'
import { openVault, type Place } from './vault'

const PLACE: Place = { table: 'account', column: 'sealed_iban', rowId: newId() }
const OLD = `old:${Buffer.alloc(32, 1).toString('base64')}`
const NEW = `new:${Buffer.alloc(32, 2).toString('base64')}`

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  setEnvironment({ VAULT_KEYS: OLD })
})

const vaultOf = (householdId: string) => asSystem(householdId, (db) => openVault(db, householdId))

describe('the vault of a household', () => {
  it('keeps one data key, also when many uses are the first', async () => {
    const { householdId } = await seedHousehold()
    const vaults = await Promise.all(Array.from({ length: 8 }, () => vaultOf(householdId)))
    const sealed = vaults.map((vault, at) => vault.seal(PLACE, `text ${at}`))
    const later = await vaultOf(householdId)
    expect(sealed.map((text) => later.open(PLACE, text))).toEqual(vaults.map((_, at) => `text ${at}`))
    const rows = await database.ownerQuery('SELECT id FROM data_key WHERE household_id = $1', [householdId])
    expect(rows).toHaveLength(1)
  })

  it('does not open what another household sealed, nor with its data key row copied over', async () => {
    const [ours, theirs] = [await seedHousehold(), await seedHousehold()]
    const sealed = (await vaultOf(theirs.householdId)).seal(PLACE, 'theirs')
    const vault = await vaultOf(ours.householdId)
    expect(() => vault.open(PLACE, sealed)).toThrow(VaultError)
    await database.ownerQuery(
      'UPDATE data_key d SET sealed_key = s.sealed_key FROM data_key s WHERE d.household_id = $1 AND s.household_id = $2',
      [ours.householdId, theirs.householdId],
    )
    await expect(vaultOf(ours.householdId)).rejects.toThrow(VaultError)
  })
})

describe('a new instance key', () => {
  it('takes over every data key, values stay readable, and the old key can go', async () => {
    setEnvironment({ VAULT_KEYS: OLD })
    await database.ownerQuery('DELETE FROM data_key')
    const { householdId } = await seedHousehold()
    const before = await vaultOf(householdId)
    const sealed = before.seal(PLACE, 'kept')
    setEnvironment({ VAULT_KEYS: `${NEW},${OLD}` })
    expect((await vaultOf(householdId)).open(PLACE, sealed)).toBe('kept')
    const query = <Row>(sql: string, params?: readonly unknown[]) => database.ownerQuery<Row>(sql, params)
    expect(await rotateInstanceKey(query, env().vaultKeys)).toBe(1)
    expect(await rotateInstanceKey(query, env().vaultKeys)).toBe(0)
    setEnvironment({ VAULT_KEYS: NEW })
    const after = await vaultOf(householdId)
    expect(after.open(PLACE, sealed)).toBe('kept')
    expect(after.blindIndex('iban', 'x')).toBe(before.blindIndex('iban', 'x'))
    setEnvironment({ VAULT_KEYS: OLD })
    await expect(vaultOf(householdId)).rejects.toThrow(VaultError)
  })
})
