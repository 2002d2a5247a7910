// A process that plays the payments of one household after another for npm run simulate: seeds come over the channel, reports go back.
import { openOwnDatabase } from '@/lib/testing/own-database'
import { INTENTS_OF_A_LIFE, playPayments } from '@/lib/testing/pay/play-payments'
import type { TestServer } from '@/lib/testing/test-server'

type Message = { readonly server: TestServer } | { readonly seed: string } | 'end'

process.on('message', (message: Message) => void take(message))

let database: ReturnType<typeof openOwnDatabase> | null = null

async function take(message: Message): Promise<void> {
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
  try {
    return await playPayments(await database!, { seed, intents: INTENTS_OF_A_LIFE })
  } catch (error) {
    return { seed, thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
