import type { Env } from './env'
import { isDatabaseUp } from './db'

export type Health = {
  readonly status: 'ok' | 'unavailable'
  readonly version: string
  readonly database: 'up' | 'down'
  readonly worker: 'inline' | 'off'
  readonly simulator: 'on' | 'off'
}

/** Pages never reach the database by themselves; this is the one question about it that needs no viewer. */
export async function readHealth({ version, worker, simulator }: Env): Promise<Health> {
  const up = await isDatabaseUp()
  return { status: up ? 'ok' : 'unavailable', version, database: up ? 'up' : 'down', worker, simulator: simulator.enabled ? 'on' : 'off' }
}
