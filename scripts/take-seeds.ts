import { openOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database'
import type { TestServer } from '@/lib/testing/test-server'

type Message = { readonly server: TestServer } | { readonly seed: string } | 'end'

/** A process of npm run simulate: seeds come over the channel and are played in a database of its own, reports go back. */
export function takeSeeds(play: (database: OwnDatabase, seed: string) => Promise<object>): void {
  let database: Promise<OwnDatabase> | null = null

  async function take(message: Message): Promise<void> {
    if (message === 'end') {
      await (await database)?.close()
      process.exit(0)
    } else if ('server' in message) {
      database = openOwnDatabase(message.server)
      await database
      process.send?.('ready')
    } else {
      process.send?.(await play(await database!, message.seed))
    }
  }

  process.on('message', (message: Message) => void take(message))
}

export function textOfThrown(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
