import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { watchApplications } from './applications-file'
import type { Webhook } from './payments/webhook'
import { serveHttp } from './serve-http'
import { parseArguments, type ServerOptions } from './server-arguments'
import { createSimulator, type Simulator } from './simulator'
import { openStateFile } from './state-file'

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
    sendWebhook: postWebhook,
    ...(file ? { state: file.read(), onChange: (state) => file.write(state) } : {}),
  })
  listening.simulator = simulator
  const webhooks = setInterval(() => void simulator.sendWebhooks(), WEBHOOKS_EVERY_MS)
  webhooks.unref()
  const applications = applicationsFile === undefined ? null : watchApplications(applicationsFile, simulator)
  return {
    simulator,
    port: taken,
    async stop() {
      clearInterval(webhooks)
      applications?.stop()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      file?.flush()
    },
  }
}

const WEBHOOKS_EVERY_MS = 1_000
const WEBHOOK_ANSWERS_WITHIN_MS = 10_000

async function postWebhook({ url, authorization, body }: Webhook): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(WEBHOOK_ANSWERS_WITHIN_MS),
  })
}

/** How a browser on this machine reaches the address listened on. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** `tsx lib/simulator/server.ts --port 3001 …` */
async function main(): Promise<void> {
  const server = await startSimulatorServer(parseArguments(process.argv.slice(2)))
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
