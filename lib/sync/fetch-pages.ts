import { BankError } from '@/lib/banking/errors'
import type { TransactionsPage } from '@/lib/banking/port'

/** Architecture §7. */
export const PAGES_MAX = 1_000

export type PagesInput = {
  /** Asks for one page; all parameters but the key are the same every time. */
  readonly request: (continuationKey: string | null) => Promise<TransactionsPage>
  /** Keeps one page. Runs while the next page is on its way; pages are kept one after another. */
  readonly keep: (page: TransactionsPage, number: number) => Promise<void>
  readonly pagesMax?: number
}

/** `whole`: the bank said the list ended. Otherwise what came is kept, and `error` says why it stopped. */
export type PagesEnd =
  { readonly whole: true; readonly pages: number } | { readonly whole: false; readonly pages: number; readonly error: BankError }

/**
 * Reads one list page by page. An empty page with a key goes on; a key that was used before (a bank that repeats itself,
 * or A → B → A) and a list beyond the limit end it as not whole. A refusal of the first page, of the period, of a
 * parameter or of the page key is thrown, because asking differently may help; other errors on later pages keep what came.
 */
export async function fetchPages({ request, keep, pagesMax = PAGES_MAX }: PagesInput): Promise<PagesEnd> {
  const used = new Set<string>()
  let waiting = request(null)
  for (let pages = 1; ; pages++) {
    let page: TransactionsPage
    try {
      page = await waiting
    } catch (error) {
      if (pages === 1 || !(error instanceof BankError) || ASK_DIFFERENTLY.has(error.kind)) throw error
      return { whole: false, pages: pages - 1, error }
    }
    const key = page.continuationKey
    const isLoop = key !== null && used.has(key)
    const goesOn = key !== null && !isLoop && pages < pagesMax
    if (goesOn) {
      used.add(key)
      waiting = request(key)
      // It may fail while `keep` runs; the failure is met on the next turn.
      waiting.catch(() => undefined)
    }
    await keep(page, pages)
    if (key === null) return { whole: true, pages }
    if (!goesOn)
      return {
        whole: false,
        pages,
        error: new BankError('invalid_response', { bankCode: isLoop ? 'REPEATED_PAGE_KEY' : 'TOO_MANY_PAGES' }),
      }
  }
}

const ASK_DIFFERENTLY: ReadonlySet<string> = new Set(['period_refused', 'parameter_refused', 'continuation_refused'])
