import { timingSafeEqual } from 'node:crypto'
import { generateSync } from 'otplib'
import { z } from 'zod'

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, steps of thirty seconds. */
const STEP_SECONDS = 30

/** Six digits, in any spacing. */
export const TotpCode = z
  .string()
  .max(100, 'wrong_code')
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'wrong_code'))

/**
 * The time step this code is of, looking one step back and one ahead for clocks that are a little off; null when it is of none of
 * them or of one that is not after `after` (RFC 6238 §5.2: a code is good once).
 */
export function findTotpStep(secret: string, code: string, { now, after }: { now: Date; after: bigint | null }): bigint | null {
  if (!/^\d{6}$/.test(code)) return null
  const present = BigInt(Math.floor(now.getTime() / 1000 / STEP_SECONDS))
  const steps = [present, present - 1n, present + 1n].filter((step) => after === null || step > after)
  return steps.find((step) => isSame(codeOf(secret, step), code)) ?? null
}

function codeOf(secret: string, step: bigint): string {
  return generateSync({ secret, epoch: Number(step) * STEP_SECONDS })
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
