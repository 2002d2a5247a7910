import { addDays, findIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Simulation } from '../../simulation'
import type { Quirks } from '../../quirks'
import { MINUTE_MS } from '../../world/calendar'
import { ApiError, wrongField } from './errors'
import type { ReadableAccount } from './read-account'

export const STATUSES = ['BOOK', 'CNCL', 'HOLD', 'OTHR', 'PDNG', 'RJCT', 'SCHD'] as const

export type ListQuery = {
  readonly dateFrom: IsoDate | null
  readonly dateTo: IsoDate | null
  readonly status: (typeof STATUSES)[number] | null
  readonly strategy: 'default' | 'longest'
  readonly continuationKey: string | null
}

export type Period = { readonly from: IsoDate; readonly to: IsoDate | null }

/** What a bank gives when nobody says how far back. */
const DEFAULT_DAYS = 90

/** Which days are listed, or why they cannot be. */
export function requirePeriod(simulation: Simulation, { session, quirks }: ReadableAccount, query: ListQuery): Period {
  const today = utcDay(simulation.now())
  const { dateFrom, dateTo, strategy } = query
  if (dateTo && !dateFrom) throw new ApiError('DATE_TO_WITHOUT_DATE_FROM')
  if (dateFrom && dateFrom > today) throw new ApiError('DATE_FROM_IN_FUTURE')
  if (dateFrom && dateTo && dateFrom > dateTo) throw new ApiError('WRONG_DATE_INTERVAL')
  if (dateTo && quirks.dateTo === 'refused') throw wrongField('query.date_to', 'dateTo is not supported by this ASPSP')
  if (strategy === 'longest' && !dateFrom && quirks.longest === 'needs-date-from') {
    throw new ApiError('WRONG_TRANSACTIONS_PERIOD', { detail: { message: 'Requested time period out of bound.' } })
  }
  const fresh = simulation.now().getTime() - session.authorizedAt <= quirks.freshMinutes * MINUTE_MS
  const days = fresh ? quirks.historyDays : quirks.laterDays
  const earliest = addDays(today, -(quirks.windowCountsBothEnds ? days - 1 : days))
  const to = lastDay(query, quirks, today)
  if (!dateFrom) return { from: strategy === 'longest' ? earliest : later(earliest, addDays(today, -DEFAULT_DAYS)), to }
  if (dateFrom >= earliest) return { from: quirks.dateFrom === 'exclusive' ? addDays(dateFrom, 1) : dateFrom, to }
  const longest = strategy === 'longest' && quirks.longest !== 'like-default'
  if (longest || quirks.earlyDateFrom === 'cut') return { from: earliest, to }
  throw tooEarly(quirks, { days, earliest, query })
}

/** How many days the longest strategy lags behind where it is stale. */
const STALE_DAYS = 9

function lastDay({ dateTo, strategy }: ListQuery, quirks: Quirks, today: IsoDate): IsoDate | null {
  if (strategy === 'longest') return quirks.longest === 'stale' ? addDays(today, -STALE_DAYS) : null
  return dateTo && quirks.dateTo === 'exclusive' ? addDays(dateTo, -1) : dateTo
}

type Bounds = { readonly days: number; readonly earliest: IsoDate; readonly query: ListQuery }

function tooEarly({ earlyDateFrom }: Quirks, { days, earliest, query }: Bounds): ApiError {
  switch (earlyDateFrom) {
    case 'period-invalid': {
      const detail = `dateFrom=${query.dateFrom ?? ''}, dateTo=${query.dateTo ?? ''}`
      const body = { title: `Range is out of the last ${days}-day period`, code: 'PERIOD_INVALID', detail }
      return new ApiError('WRONG_TRANSACTIONS_PERIOD', { status: 400, body })
    }
    case 'refused':
      return new ApiError('WRONG_TRANSACTIONS_PERIOD', { detail: { message: 'Requested time period out of bound.' } })
    default: {
      const message = `Maximum days in the past allowed for transaction list is ${days}`
      return new ApiError('WRONG_TRANSACTIONS_PERIOD', { detail: { message, date_from: earliest } })
    }
  }
}

export function parseListQuery(query: URLSearchParams, { quirks }: ReadableAccount): ListQuery {
  const status = choice(query, 'transaction_status', STATUSES)
  if (status !== null && query.has('continuation_key') && quirks.statusOnLaterPages === 'refused') {
    const message = 'transactionStatus in request is not the same as in continuationKey'
    throw new ApiError('WRONG_REQUEST_PARAMETERS', { message, detail: { message } })
  }
  if (status === 'PDNG' && quirks.pendingFilter !== 'served') {
    const refusal = wrongField('query.transaction_status', 'PDNG is not supported by this ASPSP')
    throw quirks.pendingFilter === 'refused-422'
      ? refusal
      : new ApiError('WRONG_REQUEST_PARAMETERS', { status: 400, message: 'Bad request', detail: 'Unknown status' })
  }
  return {
    dateFrom: day(query, 'date_from'),
    dateTo: day(query, 'date_to'),
    status,
    strategy: choice(query, 'strategy', ['default', 'longest'] as const) ?? 'default',
    continuationKey: query.get('continuation_key'),
  }
}

function day(query: URLSearchParams, key: string): IsoDate | null {
  const text = query.get(key)
  if (text === null) return null
  const found = findIsoDate(text)
  if (!found) throw wrongField(`query.${key}`, 'not a date')
  return found
}

function choice<T extends string>(query: URLSearchParams, key: string, choices: readonly T[]): T | null {
  const text = query.get(key)
  if (text === null) return null
  const found = choices.find((candidate) => candidate === text)
  if (!found) throw wrongField(`query.${key}`, `not one of ${choices.join(', ')}`)
  return found
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b
}
