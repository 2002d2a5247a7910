import type { ActionResult } from '@/lib/core/result'

/** Asks our own server. Where no answer came, whatever it did stands there, and the person is told that it cannot be reached. */
export async function orUnavailable<Data>(ask: () => Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  try {
    return await ask()
  } catch {
    return { ok: false, error: { code: 'unavailable' } }
  }
}
