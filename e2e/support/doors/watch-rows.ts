import { digestRows } from './digest'
import type { World } from './world'

/** Runs work and answers the tables that any row of the two households was written in meanwhile. */
export async function listWritten({ tables, households }: World, work: () => Promise<unknown>): Promise<string[]> {
  const before = await digestRows(tables, households)
  await work()
  const after = await digestRows(tables, households)
  return Object.keys({ ...before, ...after }).filter((table) => before[table] !== after[table])
}
