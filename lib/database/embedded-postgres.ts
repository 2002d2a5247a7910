import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { connectOwner, isReachable } from './owner'
import { isOpenToOthers, preparePostgresPrograms } from './postgres-package'

export type EmbeddedPostgres = {
  /** Address of the database `saldo` as its owner, who is no superuser. */
  readonly url: string
  /** True when the server was already running. */
  readonly adopted: boolean
  /** Stops the server unless another program still uses it. */
  stop(): Promise<void>
}

type Options = { readonly home: string; readonly durable?: boolean; readonly onProgress?: (line: string) => void }

type Server = { readonly pid: number; readonly port: number; readonly password: string }

/** Kept in the path: files of one major version cannot be opened by another. */
export const MAJOR = 18
const DATABASE = 'saldo'
const READY_WITHIN_MS = 30_000
/** PostgreSQL refuses to run as root; `nobody` owns its files then. */
const NOBODY = { uid: 65_534, gid: 65_534 }

/**
 * A private PostgreSQL server with its data in `<home>/pg18`: made at first use, started, or adopted when it runs.
 * Listens on loopback at a free port, with a generated password.
 * @throws Error with what to do when the server cannot be made or started
 */
export async function ensureEmbeddedPostgres({ home, durable = true, onProgress }: Options): Promise<EmbeddedPostgres> {
  const runAs = process.getuid?.() === 0 ? NOBODY : null
  const place = preparePlace(path.resolve(home), runAs)
  const password = ensurePassword(place)
  const running = await findRunning(place, password)
  if (running) {
    await ensureDatabase(running)
    return describeServer(running, true)
  }
  const bin = preparePostgresPrograms(runAs)
  if (!fs.existsSync(path.join(place, 'data/PG_VERSION'))) {
    onProgress?.('making a new database')
    await makeCluster({ bin, place, password, runAs, durable })
  }
  removeStalePid(place)
  const server = await startServer({ bin, place, password, runAs, durable })
  await ensureDatabase(server)
  return describeServer(server, false)
}

function describeServer(server: Server, adopted: boolean): EmbeddedPostgres {
  return { url: addressOf(server, DATABASE, DATABASE), adopted, stop: () => stopServer(server) }
}

function addressOf({ port, password }: Server, user: string, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
}

/**
 * `<home>/pg18`. As root under a closed directory (a checkout in /root) the server's user could not reach it,
 * so the files live in /var/lib and the place is a link to them.
 */
function preparePlace(home: string, runAs: typeof NOBODY | null): string {
  const place = path.join(home, `pg${MAJOR}`)
  fs.mkdirSync(home, { recursive: true, mode: runAs ? 0o711 : 0o700 })
  if (!runAs || isOpenToOthers(home)) {
    fs.mkdirSync(place, { recursive: true, mode: runAs ? 0o711 : 0o700 })
    return place
  }
  if (!fs.existsSync(place)) {
    fs.mkdirSync('/var/lib', { recursive: true })
    const open = fs.mkdtempSync('/var/lib/saldo-')
    fs.chmodSync(open, 0o711)
    fs.symlinkSync(open, place)
  }
  return fs.realpathSync(place)
}

function ensurePassword(place: string): string {
  const file = path.join(place, 'password')
  try {
    fs.writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return fs.readFileSync(file, 'utf8').trim()
}

type Making = { bin: string; place: string; password: string; runAs: typeof NOBODY | null; durable: boolean }

/** Made beside and moved into place when whole, so that a stopped or a second maker leaves no half a cluster. */
async function makeCluster({ bin, place, password, runAs, durable }: Making): Promise<void> {
  const fresh = path.join(place, `making-${process.pid}-${randomBytes(4).toString('hex')}`)
  const secrets = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-initdb-'))
  const passwordFile = path.join(secrets, 'password')
  fs.mkdirSync(fresh, { mode: 0o700 })
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (runAs) for (const item of [fresh, secrets, passwordFile]) fs.chownSync(item, runAs.uid, runAs.gid)
  const options = ['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8']
  // The built-in provider lower-cases Ä; plain --no-locale does not, and searches would miss.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  try {
    await promisify(execFile)(path.join(bin, 'initdb'), [...options, ...locale, ...(durable ? [] : ['--no-sync'])], {
      ...runAs,
      cwd: place,
    })
    fs.renameSync(fresh, path.join(place, 'data'))
  } catch (error) {
    if (!fs.existsSync(path.join(place, 'data/PG_VERSION'))) throw new Error(`the built-in database could not be made: ${lastLine(error)}`)
  } finally {
    fs.rmSync(secrets, { recursive: true, force: true })
    fs.rmSync(fresh, { recursive: true, force: true })
  }
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string }
  return (stderr?.trim() || message || '').split('\n').at(-1) ?? ''
}

async function startServer({ bin, place, password, runAs, durable }: Making): Promise<Server> {
  const logFile = path.join(place, 'postgres.log')
  const output = fs.openSync(logFile, 'a', 0o600)
  const settings = serverSettings(durable).flatMap((setting) => ['-c', setting])
  const port = await findFreePort()
  const child = spawn(path.join(bin, 'postgres'), ['-D', path.join(place, 'data'), '-p', String(port), ...settings], {
    ...runAs,
    cwd: place,
    stdio: ['ignore', output, output],
    // Its own process group: Ctrl-C in the terminal ends the app first, which then stops the server.
    detached: true,
  })
  fs.closeSync(output)
  child.unref()
  let ended = false
  child.once('error', () => (ended = true))
  child.once('exit', () => (ended = true))
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until) {
    const server = await findRunning(place, password)
    if (server) return server
    // When another process starts the same server, ours gives way: wait for theirs as long as its pid file stands.
    if (ended && !fs.existsSync(path.join(place, 'data/postmaster.pid'))) break
    await pause(20)
  }
  throw new Error(`the built-in database did not start; the reason is at the end of ${logFile}`)
}

function serverSettings(durable: boolean): string[] {
  const always = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=128MB',
    'work_mem=16MB',
    'maintenance_work_mem=128MB',
    'effective_cache_size=1GB',
    'random_page_cost=1.1',
    'max_wal_size=2GB',
    'timezone=UTC',
    'log_timezone=UTC',
    // Statements carry people's data; the log says what failed, not with what.
    'log_min_error_statement=panic',
    'log_parameter_max_length_on_error=0',
  ]
  return durable ? always : [...always, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
}

/** The server of this place if it runs and answers: a pid file alone may be left over from a crash. */
async function findRunning(place: string, password: string): Promise<Server | null> {
  const lines = readPidFile(place)
  if (lines?.[7]?.trim() !== 'ready') return null
  const server = { pid: Number.parseInt(lines[0] ?? '', 10), port: Number.parseInt(lines[3] ?? '', 10), password }
  return isAlive(server.pid) && (await isReachable(addressOf(server, 'postgres', 'postgres'))) ? server : null
}

function readPidFile(place: string): string[] | null {
  try {
    return fs.readFileSync(path.join(place, 'data/postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
}

/** After a crash in a container the old pid may name another program, and PostgreSQL would wait for it for ever. */
function removeStalePid(place: string): void {
  const pid = Number.parseInt(readPidFile(place)?.[0] ?? '', 10)
  if (!Number.isInteger(pid) || process.platform !== 'linux' || !isAlive(pid)) return
  const comm = `/proc/${pid}/comm`
  if (fs.existsSync(comm) && fs.readFileSync(comm, 'utf8').trim() !== 'postgres') fs.rmSync(path.join(place, 'data/postmaster.pid'))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The owner is an ordinary role, as on a server of one's own: nothing of the app runs as superuser. */
async function ensureDatabase(server: Server): Promise<void> {
  const query = await connectOwner(addressOf(server, 'postgres', 'postgres'))
  try {
    const [found] = await query.rows<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
      [DATABASE],
    )
    if (!found?.role)
      await query.rows(`CREATE ROLE ${DATABASE} LOGIN CREATEDB CREATEROLE PASSWORD '${server.password}'`).catch(ifMadeMeanwhile)
    if (!found?.database) await query.rows(`CREATE DATABASE ${DATABASE} OWNER ${DATABASE}`).catch(ifMadeMeanwhile)
  } finally {
    await query.close()
  }
}

/** Two programs may find the server at the same moment; the second one's work is done already. */
function ifMadeMeanwhile(error: unknown): void {
  if (!['42710', '42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
}

/** The last one out stops the server; a program that adopted it goes on working. */
async function stopServer(server: Server): Promise<void> {
  if (!isAlive(server.pid) || (await countOthers(server)) > 0) return
  process.kill(server.pid, 'SIGINT')
  const until = Date.now() + 15_000
  while (isAlive(server.pid) && Date.now() < until) await pause(20)
}

async function countOthers(server: Server): Promise<number> {
  try {
    const query = await connectOwner(addressOf(server, 'postgres', 'postgres'))
    try {
      const [row] = await query.rows<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      )
      return row?.count ?? 0
    } finally {
      await query.close()
    }
  } catch {
    return 0
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
