import { z } from 'zod'

/** Which application speaks to the bank: the instance's own, or a member's by id. */
const bankSource = z.union([z.literal('instance'), z.uuid()])

export type BankSource = z.infer<typeof bankSource>

const countryCode = z.string().regex(/^[A-Z]{2}$/)

/** Which bank list, and which bank of it. */
export const bankListQuery = z.object({ source: bankSource, country: countryCode })

export const bankQuery = bankListQuery.extend({ name: z.string().min(1).max(200) })

/** Untrusted: what the connect page sends. What it names is looked up in the bank list before anything is done. */
export const startInput = bankQuery.extend({
  psuType: z.enum(['personal', 'business']),
  authMethod: z.string().max(200).nullable(),
  credentials: z.record(z.string().max(100), z.string().max(500)),
  /** The own access this one renews. */
  renews: z.uuid().nullable(),
})

export type StartInput = z.infer<typeof startInput>

/** The id of the member's application, null for the instance's own. */
export function bankAppIdOf(source: BankSource): string | null {
  return source === 'instance' ? null : source
}
