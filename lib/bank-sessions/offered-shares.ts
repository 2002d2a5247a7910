/** What the rest of the household may do with an account, as a holder chooses. Apart from the schema: browsers need only this. */
export const OFFERED_SHARES = ['none', 'view', 'annotate', 'full'] as const
