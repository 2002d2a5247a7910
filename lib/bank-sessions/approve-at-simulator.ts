import { z } from 'zod'
import { AppError } from '@/lib/core/errors'

const approval = z.object({ redirectUrl: z.url() })

const TIMEOUT_MS = 15_000

/**
 * Lets an invented person approve an authorisation without its pages; only the simulator knows this door.
 * Answers where it would send the browser.
 * @throws AppError `bank_unavailable` when the simulator does not answer as it should
 */
export async function approveAtSimulator({
  simulatorUrl,
  url,
  person,
}: {
  simulatorUrl: string
  url: string
  person: string
}): Promise<URL> {
  try {
    const response = await fetch(new URL('/simulator/approve', simulatorUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url, person }),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return new URL(approval.parse(await response.json()).redirectUrl)
  } catch (error) {
    throw new AppError('bank_unavailable', 'the simulator did not approve', undefined, { cause: error })
  }
}
