import { spawn } from 'node:child_process'

export type WorkerProcess = {
  readonly pid: number
  /** How it ended: the signal, or the exit code. */
  readonly ended: Promise<NodeJS.Signals | number | null>
  signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void
}

/** A worker as `npm run worker` starts it; with `killAt` one that dies there, with `stopAt` one that stands still until told to go on. */
export function startWorkerProcess(
  environment: Readonly<Record<string, string>>,
  { killAt, stopAt }: { killAt?: string; stopAt?: string } = {},
): WorkerProcess {
  const child = spawn(process.execPath, ['scripts/run-ts.mjs', 'scripts/doomed-worker.ts'], {
    env: {
      ...process.env,
      ...environment,
      KILL_AT: killAt ?? stopAt ?? '',
      KILL_WITH: stopAt ? 'SIGSTOP' : 'SIGKILL',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code))
    child.once('error', () => resolve(null))
  })
  return { pid: child.pid ?? 0, ended, signal: (name) => void child.kill(name) }
}
