import type { Aspsp, AspspRef } from '@/lib/banking/port'
import { AppError, type AppErrorCode } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import { getAspsp, readServices } from './list-aspsps'
import type { BankSource } from './start-input'

/** A bank of the list, with what the application that reaches it may do; null services: it does not say just now. */
export type KnownBank = { readonly aspsp: Aspsp; readonly services: readonly string[] | null }

/** A page does not wait longer for a list; the answer is kept for the next look when it comes. */
const WAIT_MS = 5_000

export type UnknownBank = 'unlisted' | 'no_application' | 'silent'

/** What can be known of a bank without asking about anybody; `silent` when its list cannot be read just now. */
export async function findBank(viewer: Viewer, source: BankSource, bank: AspspRef): Promise<KnownBank | UnknownBank> {
  const inTime = <T>(work: Promise<T>) => Promise.race([work, later()])
  const [aspsp, services] = await Promise.all([
    inTime(orRefusal(getAspsp(viewer, source, bank))),
    // A member's own application was asked at its test call, and the answer is kept with it.
    source === 'instance' ? inTime(orRefusal(readServices(viewer, source))) : null,
  ])
  if (aspsp instanceof AppError) return WHY[aspsp.code] ?? 'silent'
  if (aspsp === 'late') return 'silent'
  return { aspsp, services: services instanceof AppError || services === 'late' ? null : services }
}

const WHY: Partial<Record<AppErrorCode, UnknownBank>> = {
  not_found: 'unlisted',
  bank_not_configured: 'no_application',
  bank_key_rejected: 'no_application',
}

function orRefusal<T>(work: Promise<T>): Promise<T | AppError> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError) return error
    throw error
  })
}

function later(): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), WAIT_MS).unref())
}
