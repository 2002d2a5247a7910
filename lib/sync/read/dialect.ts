import { z } from 'zod'
import { daysBetween, findIsoDate, type IsoDate } from '@/lib/core/iso-date'

/**
 * How one bank wants to be asked for one account, learned from its refusals, so that the next run asks right at once.
 * Whether a bank takes its days as inclusive need not be known: windows overlap on both sides.
 */
export type Dialect = {
  readonly longest?: 'refused'
  readonly status?: 'refused'
  readonly dateTo?: 'refused'
  /** The widest window back from today that it took after refusing a wider one. */
  readonly windowDays?: number
  /** It does not list pending rows; asked again after a while, because banks learn too. */
  readonly pendingRefusedOn?: IsoDate
  /** Days of pending rows it takes after refusing more. */
  readonly pendingDays?: number
}

const Stored = z.object({
  longest: z.literal('refused').optional().catch(undefined),
  status: z.literal('refused').optional().catch(undefined),
  dateTo: z.literal('refused').optional().catch(undefined),
  windowDays: z.number().int().positive().optional().catch(undefined),
  pendingRefusedOn: z.string().optional().catch(undefined),
  pendingDays: z.number().int().positive().optional().catch(undefined),
})

/** What is kept of it as JSON; anything else says nothing. */
export function parseDialect(json: unknown): Dialect {
  const { pendingRefusedOn, ...stored } = Stored.safeParse(json).data ?? {}
  const day = findIsoDate(pendingRefusedOn)
  return Object.fromEntries(Object.entries({ ...stored, ...(day && { pendingRefusedOn: day }) }).filter(([, value]) => value !== undefined))
}

const PENDING_AGAIN_DAYS = 30

export function mayAskForPending({ pendingRefusedOn }: Dialect, today: IsoDate): boolean {
  return pendingRefusedOn === undefined || daysBetween(pendingRefusedOn, today) >= PENDING_AGAIN_DAYS
}
