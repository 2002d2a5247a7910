import pg from 'pg'
import type { BenchDatabase } from './bench-database'

/**
 * Rows per second of PostgreSQL's own bulk load (COPY … FROM STDIN) for the same rows into a table of the same columns and
 * indexes: the floor to measure ourselves against in the same minute.
 */
export async function copyRate({ url }: BenchDatabase, householdId: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('CREATE TABLE bench_copy (LIKE transaction INCLUDING ALL)')
    const rows = await copyOut(client, `COPY (SELECT * FROM transaction WHERE household_id = '${householdId}') TO STDOUT`)
    const startedMs = performance.now()
    await copyIn(client, 'COPY bench_copy FROM STDIN', rows)
    const seconds = (performance.now() - startedMs) / 1000
    const { rows: counted } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM bench_copy')
    return (counted[0]?.count ?? 0) / seconds
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_copy')
    await client.end()
  }
}

/** The parts of node-postgres that speak the COPY protocol; its types leave them out. */
type Connection = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

type Submittable = { submit(connection: Connection): void } & Record<`handle${string}`, (message: unknown) => void>

function copyOut(client: pg.Client, sql: string): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  return runCopy(client, sql, { handleCopyData: (message) => void chunks.push(Buffer.from((message as { chunk: Buffer }).chunk)) }).then(
    () => chunks,
  )
}

function copyIn(client: pg.Client, sql: string, chunks: readonly Buffer[]): Promise<void> {
  const joined = Buffer.concat(chunks)
  return runCopy(client, sql, {
    handleCopyInResponse: (connection) => {
      for (let at = 0; at < joined.length; at += CHUNK_BYTES)
        (connection as Connection).sendCopyFromChunk(joined.subarray(at, at + CHUNK_BYTES))
      ;(connection as Connection).endCopyFrom()
    },
  })
}

const CHUNK_BYTES = 256 * 1024

function runCopy(client: pg.Client, sql: string, handlers: Partial<Submittable>): Promise<void> {
  return new Promise((resolve, reject) => {
    const ignore = () => undefined
    const query = {
      submit: (connection: Connection) => connection.query(sql),
      handleRowDescription: ignore,
      handleDataRow: ignore,
      handleCommandComplete: ignore,
      handleCopyOutResponse: ignore,
      handleCopyData: ignore,
      handleCopyInResponse: ignore,
      handleReadyForQuery: () => resolve(),
      handleError: (error: unknown) => reject(error as Error),
      ...handlers,
    }
    client.query(query as unknown as pg.Submittable)
  })
}
