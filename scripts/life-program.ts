// A process that plays one life after another for npm run simulate: seeds come over the channel, reports go back.
import { openOwnDatabase } from '@/lib/testing/own-database'
import type { TestServer } from '@/lib/testing/test-server'
import { playLife } from '@/lib/testing/life/play-life'

process.on('message', (message: { server: TestServer } | { seed: string } | 'end') => void take(message))

let database: ReturnType<typeof openOwnDatabase> | null = null

async function take(message: { server: TestServer } | { seed: string } | 'end'): Promise<void> {
  if (message === 'end') {
    await (await database)?.close()
    process.exit(0)
  } else if ('server' in message) {
    database = openOwnDatabase(message.server)
    await database
    process.send?.('ready')
  } else {
    process.send?.(await play(message.seed))
  }
}

async function play(seed: string) {
  const begun = performance.now()
  try {
    const report = await playLife(await database!, seed)
    return { ...report, ms: performance.now() - begun }
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return {
      seed,
      events: 0,
      calls: 0,
      deaths: 0,
      rows: 0,
      inQuestion: 0,
      violations: [`the simulation itself threw ${thrown}`],
      ms: performance.now() - begun,
    }
  }
}
