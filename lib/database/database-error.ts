/** The database cannot be used as it is: what is wrong, and what the operator has to do. Never holds a password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  constructor(
    readonly problem: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}\n    → ${fix}`, options)
  }
}

const KNOWN: Record<string, readonly [problem: string, fix: string]> = {
  ECONNREFUSED: ['no database server answers at the address in DATABASE_URL', 'start the server, or correct host and port'],
  ENOTFOUND: ['the host in DATABASE_URL does not exist', 'correct the host name'],
  ETIMEDOUT: ['the database server does not answer', 'check host, port and firewall'],
  '28P01': [
    'the database refuses the user or the password in DATABASE_URL',
    'correct user and password; special characters must be percent-encoded',
  ],
  '28000': ['the database refuses this user', 'allow the user to connect (pg_hba.conf), or use another one'],
  '3D000': ['the database named in DATABASE_URL does not exist', 'create it (createdb), or correct the name'],
  '53300': ['the database server has no connection left', 'raise max_connections, or stop other programs'],
}

/** Turns an error of connecting into words; the original stays as `cause`. */
export function describeConnectError(error: unknown): DatabaseError {
  const code = (error as { code?: unknown } | null)?.code
  const [problem, fix] = (typeof code === 'string' && KNOWN[code]) || [
    `the database in DATABASE_URL cannot be reached (${typeof code === 'string' ? code : 'no answer within 5 seconds'})`,
    'check the address, and that the server runs',
  ]
  return new DatabaseError(problem, fix, { cause: error })
}
