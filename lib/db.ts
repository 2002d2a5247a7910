import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient, Prisma } from '@/generated/prisma/client'
import { nameStatements } from './database/name-statements'
import { env } from './env'

/**
 * The one door to the tables. Every piece of work runs in one transaction that says who is asking; row-level security
 * (prisma/migrations/…_guards) then decides which rows exist for it. Nothing is visible outside of such a transaction.
 */
export type Db = Prisma.TransactionClient

export { Prisma }

/** Who is asking, as far as the database needs to know. `Viewer` of lib/auth satisfies it. */
export type DbViewer = { readonly householdId: string; readonly memberId: string }

type Options = { timeoutMs?: number }

/** Work of a person: sees the household's rows and, of accounts, only those the member may see. */
export function asViewer<T>(viewer: DbViewer, work: (db: Db) => Promise<T>, options?: Options): Promise<T> {
  return inTransaction(async (db) => {
    await db.$executeRaw`SELECT saldo_enter(${viewer.householdId}::uuid, ${viewer.memberId}::uuid)`
    return work(db)
  }, options)
}

/** Work of the system for one household (sync, a validated callback): sees all of that household and nothing else. */
export function asSystem<T>(householdId: string, work: (db: Db) => Promise<T>, options?: Options): Promise<T> {
  return inTransaction(async (db) => {
    await db.$executeRaw`SELECT saldo_enter_system(${householdId}::uuid)`
    return work(db)
  }, options)
}

/**
 * Work of the system that enters the household with its own first statement, which brings something along and so spares a trip:
 * `enter` calls a function of the database that itself calls `saldo_enter_system`.
 */
export function asSystemBy<Found, T>(
  enter: (db: Db) => Promise<Found>,
  work: (db: Db, found: Found) => Promise<T>,
  options?: Options,
): Promise<T> {
  return inTransaction(async (db) => work(db, await enter(db)), options)
}

/** Work of someone who holds a key (token hash, e-mail address) before a household is known: sees the row it names. */
export function asKeyHolder<T>(key: string, work: (db: Db) => Promise<T>, options?: Options): Promise<T> {
  return inTransaction(async (db) => {
    await changeKey(db, key)
    return work(db)
  }, options)
}

/** The same key holder goes on with another key: the row of the one before is out of sight. */
export async function changeKey(db: Db, key: string): Promise<void> {
  await db.$executeRaw`SELECT saldo_enter_lookup(${key})`
}

/** Work before anyone is known: no rows exist for it, only the functions that answer strangers (migrations/…_auth). No transaction. */
export function asNobody<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return work(client())
}

/** Continues a key holder's transaction inside the household the key led to. */
export async function enterHousehold(db: Db, householdId: string): Promise<void> {
  await db.$executeRaw`SELECT saldo_enter_system(${householdId}::uuid)`
}

export async function isSetUp(): Promise<boolean> {
  const [row] = await client().$queryRaw<{ done: boolean }[]>`SELECT saldo_is_set_up() AS done`
  return row?.done ?? false
}

/** True when the database answers; for health checks. */
export async function isDatabaseUp(): Promise<boolean> {
  try {
    await client().$queryRaw`SELECT 1`
    return true
  } catch {
    return false
  }
}

export async function closeDb(): Promise<void> {
  const open = store.saldoPrisma
  store.saldoPrisma = undefined
  await open?.$disconnect()
}

/** Next evaluates modules several times per process: the client lives on globalThis so that it is opened once. */
const store = globalThis as { saldoPrisma?: PrismaClient | undefined }

const CONNECTIONS_MAX = 10

/** A process that stands still in the middle of a transaction must not keep the others from its rows: the server ends it. */
const IDLE_IN_TRANSACTION_MS = 20_000

function client(): PrismaClient {
  return (store.saldoPrisma ??= openClient(env().databaseUrl))
}

/** Opens a client that drops to the role without ownership at connection time. */
export function openClient(databaseUrl: string): PrismaClient {
  const connection = {
    connectionString: databaseUrl,
    options: `-c role=saldo_app -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
    max: CONNECTIONS_MAX,
  }
  const adapter = new PrismaPg(connection, { statementNameGenerator: nameStatements() })
  return new PrismaClient({ adapter })
}

function inTransaction<T>(work: (db: Db) => Promise<T>, { timeoutMs = 15_000 }: Options = {}): Promise<T> {
  return client().$transaction(work, { timeout: timeoutMs, maxWait: 10_000 })
}
