import { addDays, daysBetween, parseIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asNobody, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { EcbError, parseEcbRates, RATES_BYTES_MAX, type EcbRate } from './ecb'

export type RefreshInput = {
  /** Base address of the Bank's files, with a slash at its end. */
  readonly url: string
  readonly now: Date
  readonly fetch?: (url: string, options: RequestInit) => Promise<Response>
}

/** `day`: the newest day there are rates of now, or null when there are none. */
export type Refreshed = { readonly stored: number; readonly day: IsoDate | null }

const TIMEOUT_MS = 30_000
/** The daily file holds one day; after a longer pause the file of ninety days fills the gap. */
const DAILY_IS_ENOUGH_DAYS = 4

/**
 * Brings the stored reference rates up to date. The Bank publishes at about 16:00 Central European Time on working days;
 * before that, and on other days, the file is the one already known.
 * @throws EcbError when the file cannot be had or read; what is stored stays
 */
export async function refreshRates({ url, now, fetch = globalThis.fetch }: RefreshInput): Promise<Refreshed> {
  const known = await asNobody(findNewestDay)
  const isRecent = known !== null && daysBetween(known, utcDay(now)) <= DAILY_IS_ENOUGH_DAYS
  const file = isRecent ? 'eurofxref-daily.xml' : 'eurofxref-hist-90d.xml'
  const rates = parseEcbRates(await download(fetch, new URL(file, url)))
  // A day from the future would hide every true one that follows.
  const believable = rates.filter(({ day }) => day <= addDays(utcDay(now), 1))
  const stored = await asNobody((db) => storeRates(db, believable))
  return { stored, day: await asNobody(findNewestDay) }
}

const EVERY_MS = 3 * 3_600_000
/** At start the simulator may still be on its way, and networks come back. */
const RETRY_MS = 30_000

/**
 * Keeps the rates fresh for as long as this process runs: now, and every three hours; after a failure, soon again.
 * Answers how to stop.
 */
export function keepRatesFresh(): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running = Promise.resolve()
  const start = () => {
    running = tryRefresh().then((isRead) => {
      if (!isStopped) timer = setTimeout(start, isRead ? EVERY_MS : RETRY_MS).unref()
    })
  }
  start()
  return () => {
    isStopped = true
    clearTimeout(timer)
    return running
  }
}

async function tryRefresh(): Promise<boolean> {
  try {
    const { stored, day } = await refreshRates({ url: env().ecbRatesUrl, now: new Date() })
    if (stored > 0) log.info('reference rates stored', { rows: stored, day })
    return true
  } catch (error) {
    log.warn('reference rates could not be read', { error })
    return false
  }
}

async function download(fetch: NonNullable<RefreshInput['fetch']>, url: URL): Promise<string> {
  try {
    const response = await fetch(url.href, { redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!response.ok) throw new EcbError(`answered ${response.status}`)
    return await readBounded(response)
  } catch (error) {
    throw error instanceof EcbError ? error : new EcbError('not reachable', { cause: error })
  }
}

async function readBounded(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; reader;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    if (bytes > RATES_BYTES_MAX) {
      reader.cancel().catch(() => undefined)
      throw new EcbError('larger than 2 MB')
    }
    text += decoder.decode(value, { stream: true })
  }
  return text
}

async function findNewestDay(db: Db): Promise<IsoDate | null> {
  const [row] = await db.$queryRaw<{ day: string | null }[]>`SELECT max(day)::text AS day FROM fx_rate`
  return row?.day ? parseIsoDate(row.day) : null
}

/** A corrected rate replaces the first one. Answers how many rows changed. */
function storeRates(db: Db, rates: readonly EcbRate[]): Promise<number> {
  return db.$executeRaw`
    INSERT INTO fx_rate AS f (day, currency, rate)
    SELECT n.day, n.currency, n.rate
      FROM unnest(${rates.map(({ day }) => day)}::date[], ${rates.map(({ currency }) => currency)}::text[],
                  ${rates.map(({ rate }) => rate)}::text[]) AS n(day, currency, rate)
        ON CONFLICT (day, currency) DO UPDATE SET rate = EXCLUDED.rate WHERE f.rate <> EXCLUDED.rate`
}
