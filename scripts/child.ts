import { spawn, type ChildProcess } from 'node:child_process'

export type Child = {
  /** Resolves with the exit code when the program ends by itself or is stopped. */
  readonly ended: Promise<number>
  stop(): Promise<void>
}

const STOP_WITHIN_MS = 10_000

/** Starts a Node program that ends with us: it is told to stop, and sees its channel close if we die without a word. */
export function startChild(args: readonly string[], env: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
  return { ended, stop: () => stopChild(child, ended) }
}

async function stopChild(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await ended
  clearTimeout(killer)
}
