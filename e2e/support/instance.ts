import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** An app of its own with a household nobody has set up, for what cannot be tried in the shared one. */
export type Instance = {
  readonly appUrl: string
  readonly simulatorUrl: string
  readonly dataDir: string
  /** What `npm start` printed so far. */
  output(): string
  stop(): Promise<void>
}

const STARTED = /Saldo runs at \S+/
const STARTS_WITHIN_MS = 120_000

/** Runs `npm start` on free ports in an empty data directory. `settings` are variables of the environment. */
export async function startInstance(settings: Readonly<Record<string, string>> = {}): Promise<Instance> {
  const [port, simulatorPort] = await findFreePorts()
  const dataDir = makeDataDir()
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...surroundings(),
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ended = once(child, 'exit')

  async function stop(): Promise<void> {
    child.kill('SIGTERM')
    await ended
    fs.rmSync(dataDir, { recursive: true, force: true })
  }

  const until = Date.now() + STARTS_WITHIN_MS
  while (!STARTED.test(printed)) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`the app did not start:\n${printed}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { appUrl: `http://localhost:${port}`, simulatorUrl: `http://127.0.0.1:${simulatorPort}`, dataDir, output: () => printed, stop }
}

/** The link a starting instance printed. */
export function setupLinkIn(output: string): string {
  const link = /http\S+\/setup\?token=\S+/.exec(output)?.[0]
  if (!link) throw new Error(`no setup link in what was printed:\n${output}`)
  return link
}

/** Of this process only what a program needs to run: settings of an operator must not reach the instance. */
function surroundings(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env
  return { NODE_ENV: 'production', PATH, HOME, TMPDIR, LANG }
}

function makeDataDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-e2e-'))
  // The built-in database runs as another user when we are root.
  fs.chmodSync(dir, 0o711)
  return dir
}

async function findFreePorts(): Promise<[number, number]> {
  const servers = [net.createServer(), net.createServer()] as const
  const [port, other] = [await listenAnywhere(servers[0]), await listenAnywhere(servers[1])]
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [port, other]
}

async function listenAnywhere(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as net.AddressInfo).port
}
