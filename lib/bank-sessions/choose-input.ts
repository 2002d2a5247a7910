import { z } from 'zod'
import { OFFERED_SHARES } from './offered-shares'

/** Untrusted: which accounts of an access to keep, their names and who sees them. */
export const chooseInput = z.object({
  bankSessionId: z.uuid(),
  accounts: z
    .array(z.object({ accountId: z.uuid(), keep: z.boolean(), share: z.enum(OFFERED_SHARES), name: z.string().max(200) }))
    .min(1)
    .max(500),
})

export type ChooseInput = z.infer<typeof chooseInput>
