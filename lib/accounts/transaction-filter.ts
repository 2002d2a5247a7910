import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { isUuid } from '@/lib/core/id'
import { cleanLine } from '@/lib/core/text'
import { readAmount } from './read-amount'

/** What narrows the list, as it stands in the address. Every part is optional; what cannot be read is left out. */
export type TransactionFilter = {
  readonly text: string | null
  readonly accounts: readonly string[]
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  readonly category: string | null
  readonly status: 'booked' | 'pending' | null
  readonly direction: 'in' | 'out' | null
  /** Plain decimals without a sign, e.g. "12.50"; compared with the size of the amount in its own currency. */
  readonly min: string | null
  readonly max: string | null
  /** Only rows a person should look at. */
  readonly review: boolean
}

export const NO_FILTER: TransactionFilter = {
  text: null,
  accounts: [],
  from: null,
  to: null,
  category: null,
  status: null,
  direction: null,
  min: null,
  max: null,
  review: false,
}

type Params = { get(name: string): string | null }

const TEXT_MAX = 100
const ACCOUNTS_MAX = 50

/** Reads the address. Never throws: an address is anybody's text. */
export function readTransactionFilter(params: Params): TransactionFilter {
  return {
    text: cleanLine(params.get('q'), TEXT_MAX),
    accounts: readAccounts(params.get('account')),
    from: findIsoDate(params.get('from')),
    to: findIsoDate(params.get('to')),
    category: readCategory(params.get('category')),
    status: readOne(params.get('status'), ['booked', 'pending']),
    direction: readOne(params.get('direction'), ['in', 'out']),
    min: readAmount(params.get('min') ?? ''),
    max: readAmount(params.get('max') ?? ''),
    review: params.get('review') === '1',
  }
}

/** The address of a filter, always in the same order, so that one filter has one address. */
export function writeTransactionFilter(filter: TransactionFilter): URLSearchParams {
  const params = new URLSearchParams()
  const put = (name: string, value: string | null) => value && params.set(name, value)
  put('q', filter.text)
  put('account', filter.accounts.join(','))
  put('from', filter.from)
  put('to', filter.to)
  put('category', filter.category)
  put('status', filter.status)
  put('direction', filter.direction)
  put('min', filter.min)
  put('max', filter.max)
  put('review', filter.review ? '1' : null)
  return params
}

export function isFiltered(filter: TransactionFilter): boolean {
  return writeTransactionFilter(filter).size > 0
}

function readAccounts(text: string | null): string[] {
  return [...new Set((text ?? '').split(',', ACCOUNTS_MAX).filter(isUuid))]
}

function readCategory(text: string | null): string | null {
  return text !== null && /^[a-z_]{1,40}$/.test(text) ? text : null
}

function readOne<Value extends string>(text: string | null, values: readonly Value[]): Value | null {
  return values.find((value) => value === text) ?? null
}
