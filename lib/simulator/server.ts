import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { watchApplications } from './applications-file'
import { serveHttp } from './serve-http'
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator'
import { openStateFile } from './state-file'

export type ServerOptions = Omit<SimulatorOptions, 'now' | 'state' | 'onChange'> & {
  readonly port: number
  readonly host?: string
  readonly now?: () => Date
  /** Where sessions, consents and payments outlive a restart. */
  readonly stateFile?: string
  /** Applications registered from the start, looked at again when it changes. */
  readonly applicationsFile?: string
}

export type SimulatorServer = { readonly simulator: Simulator; readonly port: number; stop(): Promise<void> }

/** The simulator on a port; port 0 takes a free one. */
export async function startSimulatorServer(options: ServerOptions): Promise<SimulatorServer> {
  const { port, host = '127.0.0.1', now = () => new Date(), stateFile, applicationsFile, ...rest } = options
  const file = stateFile === undefined ? null : openStateFile(stateFile)
  const listening: { simulator: Simulator | null } = { simulator: null }
  const server = serveHttp((request) => listening.simulator!.fetch(request))
  server.listen(port, host)
  await once(server, 'listening')
  const taken = (server.address() as AddressInfo).port
  const simulator = createSimulator({
    baseUrl: `http://${nameOf(host)}:${taken}`,
    ...rest,
    now,
    ...(file ? { state: file.read(), onChange: (state) => file.write(state) } : {}),
  })
  listening.simulator = simulator
  const applications = applicationsFile === undefined ? null : watchApplications(applicationsFile, simulator)
  return {
    simulator,
    port: taken,
    async stop() {
      applications?.stop()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      file?.flush()
    },
  }
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`not a whole number: ${text.slice(0, 20)}`)
  return parseInt(text, 10)
}

/** How a browser on this machine reaches the address listened on. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** `tsx lib/simulator/server.ts --port 3001 …`: everything it needs to know is said in its arguments. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3001' },
      host: { type: 'string', default: '127.0.0.1' },
      'base-url': { type: 'string' },
      seed: { type: 'string', default: 'saldo-demo' },
      applications: { type: 'string' },
      state: { type: 'string' },
      control: { type: 'boolean', default: false },
      'unattended-reads': { type: 'string' },
      'bench-accounts': { type: 'string' },
      'bench-transactions': { type: 'string', default: '10000' },
    },
  })
  const server = await startSimulatorServer({
    port: whole(values.port),
    host: values.host,
    seed: values.seed,
    control: values.control,
    ...(values['base-url'] ? { baseUrl: values['base-url'].replace(/\/$/, '') } : {}),
    ...(values.applications ? { applicationsFile: values.applications } : {}),
    ...(values.state ? { stateFile: values.state } : {}),
    ...(values['unattended-reads'] ? { settings: { unattendedReadsPerDay: whole(values['unattended-reads']) } } : {}),
    ...(values['bench-accounts']
      ? { bench: { accounts: whole(values['bench-accounts']), transactionsPerAccount: whole(values['bench-transactions']) } }
      : {}),
  })
  process.stdout.write(`simulator ready on port ${server.port}\n`)
  const stop = () => void server.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
}
