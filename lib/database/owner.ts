import pg from 'pg'

/** One connection as the owner of the tables: for migrations, rotation, tests and the operator's tools, never for a request. */
export type OwnerConnection = {
  rows<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 5_000

/** @throws Error of `pg` when the server refuses or does not answer within 5 s */
export async function connectOwner(databaseUrl: string, options?: string): Promise<OwnerConnection> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'saldo owner',
    ...(options ? { options } : {}),
  })
  // Without a listener a server that stops takes the whole process with it.
  client.on('error', () => undefined)
  await client.connect()
  // One statement at a time: whoever asks while another runs waits for its turn.
  let last: Promise<unknown> = Promise.resolve()
  const rows = <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => {
    const answer = last.then(() => client.query(sql, params.length > 0 ? [...params] : undefined)).then((result) => result.rows as Row[])
    last = answer.catch(() => undefined)
    return answer
  }
  return { rows, close: () => client.end() }
}

export async function isReachable(databaseUrl: string): Promise<boolean> {
  try {
    const connection = await connectOwner(databaseUrl)
    await connection.close()
    return true
  } catch {
    return false
  }
}
