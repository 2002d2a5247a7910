import type { TestServer } from '@/lib/testing/test-server'

type Message = { readonly server: TestServer } | { readonly seed: string } | 'end'

/** What a process opens once on the test server, and plays each seed with. */
type Stage = { close(): Promise<void> }

/** A process of npm run simulate: seeds come over the channel and are played one after another, reports go back. */
export function takeSeeds<T extends Stage>(
  open: (server: TestServer) => Promise<T>,
  play: (stage: T, seed: string) => Promise<object>,
): void {
  let stage: Promise<T> | null = null

  async function take(message: Message): Promise<void> {
    if (message === 'end') {
      await (await stage)?.close()
      process.exit(0)
    } else if ('server' in message) {
      stage = open(message.server)
      await stage
      process.send?.('ready')
    } else {
      process.send?.(await play(await stage!, message.seed))
    }
  }

  process.on('message', (message: Message) => void take(message))
}

export function textOfThrown(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
