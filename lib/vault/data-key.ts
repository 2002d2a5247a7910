import { randomBytes } from 'node:crypto'
import type { Db } from '@/lib/db'
import type { VaultKeys } from '@/lib/env-vault-keys'
import { newId } from '@/lib/core/id'
import { openBytes, sealBytes } from './envelope'

/** A household's keys: the first seals and gives the blind index, all open. */
export type DataKeys = { readonly first: { readonly id: string; readonly key: Buffer }; readonly all: ReadonlyMap<string, Buffer> }

type DataKeyRow = { readonly id: string; readonly sealedKey: string }

/** @throws VaultError when no instance key opens a data key of the household */
export async function openDataKeys(db: Db, householdId: string, instance: VaultKeys): Promise<DataKeys> {
  const rows = await listDataKeys(db, householdId)
  const found = rows.length > 0 ? rows : await makeFirst(db, householdId, instance)
  const opened = found.map((row) => [row.id, openDataKey(row, householdId, instance)] as const)
  const [id, key] = opened[0]!
  return { first: { id, key }, all: new Map(opened) }
}

export function sealDataKey(id: string, householdId: string, key: Uint8Array, instance: VaultKeys): string {
  return sealBytes(instance.current.key, instance.current.id, context(id, householdId), key)
}

/** @throws VaultError */
export function openDataKey(row: DataKeyRow, householdId: string, instance: VaultKeys): Buffer {
  return openBytes((keyId) => instance.all.get(keyId), context(row.id, householdId), row.sealedKey)
}

/** Two first uses at the same time must end with one key, or one of them would seal with a key nobody kept. */
async function makeFirst(db: Db, householdId: string, instance: VaultKeys): Promise<DataKeyRow[]> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('saldo data key ' || ${householdId}, 0))`
  const rows = await listDataKeys(db, householdId)
  if (rows.length > 0) return rows
  const id = newId()
  const row = { id, householdId, instanceKeyId: instance.current.id, sealedKey: sealDataKey(id, householdId, randomBytes(32), instance) }
  await db.dataKey.create({ data: row })
  return [row]
}

function listDataKeys(db: Db, householdId: string): Promise<DataKeyRow[]> {
  return db.dataKey.findMany({
    where: { householdId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, sealedKey: true },
  })
}

function context(id: string, householdId: string): string[] {
  return ['data key', 'data_key', 'sealed_key', id, householdId]
}
