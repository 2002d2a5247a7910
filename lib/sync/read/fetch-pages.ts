import { BankError } from '@/lib/banking/errors'
import type { TransactionsPage } from '@/lib/banking/port'

/** Architecture §7. */
export const PAGES_MAX = 1_000
/** A bank may hand over empty pages on the way, but not for ever. */
const EMPTY_PAGES_MAX = 100

/** What a page is to its list: `on`, read on after it; `enough`, the last one for now; `repeated`, one that was handed over before. */
export type PageUse = 'on' | 'enough' | 'repeated'

export type PagesInput = {
  /** Asks for one page; all parameters but the key are the same every time. */
  readonly request: (continuationKey: string | null) => Promise<TransactionsPage>
  /** Keeps one page. Runs while the next page is on its way; pages are kept one after another. */
  readonly keep: (page: TransactionsPage, number: number) => Promise<void>
  /** Decides about a page before the next one is asked for. */
  readonly judge?: (page: TransactionsPage, number: number) => PageUse
  readonly pagesMax?: number
}

/**
 * `whole`: the bank said the list ended. Otherwise what came is kept, and `error` says why it stopped; null: it was
 * enough for this time. `refused` is a page that was not kept, because it had come before.
 */
export type PagesEnd =
  | { readonly whole: true; readonly pages: number }
  | { readonly whole: false; readonly pages: number; readonly error: BankError | null; readonly refused?: TransactionsPage }

/**
 * Reads one list page by page. An empty page with a key goes on; a key that was used before (a bank that repeats itself,
 * or A → B → A), a page that came before under another key, and a list beyond the limit end it as not whole. A refusal of
 * the first page, of the period, of a parameter or of the page key is thrown, because asking differently may help; other
 * errors on later pages keep what came.
 */
export async function fetchPages({ request, keep, judge = () => 'on', pagesMax = PAGES_MAX }: PagesInput): Promise<PagesEnd> {
  const used = new Set<string>()
  let waiting = request(null)
  let empty = 0
  for (let pages = 1; ; pages++) {
    let page: TransactionsPage
    try {
      page = await waiting
    } catch (error) {
      if (pages === 1 || !(error instanceof BankError) || ASK_DIFFERENTLY.has(error.kind)) throw error
      return { whole: false, pages: pages - 1, error }
    }
    const use = judge(page, pages)
    if (use === 'repeated') return { whole: false, pages: pages - 1, error: repeats('REPEATED_PAGE'), refused: page }
    const key = page.continuationKey
    empty = page.transactions.length + page.rejected.length === 0 ? empty + 1 : 0
    const stop = key === null ? null : stopReason({ isLoop: used.has(key), empty, pages, pagesMax })
    const goesOn = key !== null && stop === null && use === 'on'
    if (goesOn) {
      used.add(key)
      waiting = request(key)
      // It may fail while `keep` runs; the failure is met on the next turn.
      waiting.catch(() => undefined)
    }
    await keep(page, pages)
    if (key === null) return { whole: true, pages }
    const isEnough = stop === null || (use === 'enough' && stop === 'TOO_MANY_PAGES')
    if (!goesOn) return { whole: false, pages, error: isEnough ? null : repeats(stop) }
  }
}

const ASK_DIFFERENTLY: ReadonlySet<string> = new Set(['period_refused', 'parameter_refused', 'continuation_refused'])

type Progress = { readonly isLoop: boolean; readonly empty: number; readonly pages: number; readonly pagesMax: number }

function stopReason({ isLoop, empty, pages, pagesMax }: Progress): string | null {
  if (isLoop) return 'REPEATED_PAGE_KEY'
  if (pages >= pagesMax) return 'TOO_MANY_PAGES'
  return empty >= EMPTY_PAGES_MAX ? 'TOO_MANY_EMPTY_PAGES' : null
}

function repeats(bankCode: string): BankError {
  return new BankError('invalid_response', { bankCode })
}
