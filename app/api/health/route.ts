import { env } from '@/lib/env'
import { readHealth } from '@/lib/health'

/** For the launcher, a container's probe and a monitor; tells nothing about anybody's data. */
export async function GET(): Promise<Response> {
  const health = await readHealth(env())
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
