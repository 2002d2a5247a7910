import { fork, type ChildProcess } from 'node:child_process'
import type { TestServer } from '@/lib/testing/test-server'

type Play = {
  readonly server: TestServer
  readonly seeds: readonly string[]
  readonly atOnce: number
  /** Called with what each seed came to. */
  readonly onReport: (report: object) => void
}

/** Several processes of one program, each with a database of its own and given seed after seed. */
export async function playInProcesses(program: string, { server, seeds, atOnce, onReport }: Play): Promise<void> {
  const waiting = [...seeds]
  const play = async (): Promise<void> => {
    const child = fork('scripts/run-ts.mjs', [program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await answerTo(child, { server })
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) onReport(await answerTo(child, { seed }))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.send('end')
    await ended
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, seeds.length) }, play))
}

function answerTo(child: ChildProcess, message: object): Promise<object> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`a simulating process ended with ${code}`))
    child.once('exit', gone)
    child.once('message', (answer) => {
      child.off('exit', gone)
      resolve(answer as object)
    })
    child.send(message)
  })
}
