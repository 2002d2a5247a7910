/** Runs once per server, before the first request. Node's own modules stay out of this file: the edge compiler reads it too. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./instrumentation-node')).startBackground()
}
