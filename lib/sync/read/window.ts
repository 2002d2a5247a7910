import type { IsoDate } from '@/lib/core/iso-date'

/** One list to ask a bank for. All pages of it are asked for with exactly these parameters. */
export type Window = {
  readonly dateFrom: IsoDate
  /** Only with `default`, and only for windows that lie before another. */
  readonly dateTo: IsoDate | null
  readonly strategy: 'default' | 'longest'
  readonly status: 'BOOK' | 'PDNG' | null
}
