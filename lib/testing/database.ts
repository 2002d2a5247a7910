import { afterAll, inject } from 'vitest'
import { openEmptyDatabase, openOwnDatabase, type OwnDatabase } from './own-database'

export type TestDatabase = OwnDatabase

/**
 * A migrated, empty database of this test file's own (copied from a template in about 30 ms). From here on `env()` and
 * `asViewer`/`asSystem` of this process speak to it. Call once per file, in `beforeAll`; dropped after the last test.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await openOwnDatabase(inject('testServer'))
  afterAll(database.close)
  return database
}

/** A database without a single table, for what happens before the first migration. Dropped after the file's last test. */
export async function createEmptyDatabase(): Promise<string> {
  const { url, close } = await openEmptyDatabase(inject('testServer'))
  afterAll(close)
  return url
}
