import { fork, type ChildProcess } from 'node:child_process'

/** `npm run worker` with a channel, so that it ends with us. */
export function startWorkerProcess(environment: Readonly<Record<string, string>>): ChildProcess {
  const options = { env: { ...process.env, ...environment, LOG_LEVEL: 'info' }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] as const }
  return fork('scripts/run-ts.mjs', ['scripts/worker.ts'], { ...options, stdio: [...options.stdio] })
}

/** It says so in its log. */
export function untilWorkerIsUp(worker: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)))
    worker.stdout?.on('data', (chunk: Buffer) => chunk.includes('worker started') && resolve())
  })
}

export async function stopWorker(worker: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGTERM')
  await ended
}
