import type { FetchedRow, StoredRow } from '@/lib/accounts/store-rows'
import { exponentOf, findCurrency } from '@/lib/core/currency'

type Amounts = Pick<StoredRow, 'amountMinor' | 'currency'>

/** A tip adds up to three tenths; an exchange rate moves a few hundredths either way. */
const [BAND_FROM, BAND_TO] = [95n, 130n]

/** Whether a booking can be what became of an announced sum: the same sum in the shop's currency, or one within the band. */
export function isPlausibleSum({ transaction: { amount, exchange } }: FetchedRow, announced: Amounts): boolean {
  const instructed = exchange?.instructed
  if (instructed && instructed.currency === announced.currency) return sizeOf(instructed.minor) === sizeOf(announced.amountMinor)
  return isInBand(announced, { amountMinor: amount.minor, currency: amount.currency })
}

export function isInBand(announced: Amounts, booked: Amounts): boolean {
  if (!isComparable(announced, booked)) return false
  const [from, to] = [sizeOf(announced.amountMinor), sizeOf(booked.amountMinor)]
  return to * 100n >= from * BAND_FROM && to * 100n <= from * BAND_TO
}

/** Fuel pumps, hotels and hire firms hold one unit or a round sum of at least fifty before they know what it will be. */
const ROUND_HOLD_MIN = 50n
const ROUND_HOLD_STEP = 5n
/** A full tank after a hold of one unit; a few nights after a hold of the first. More than this is another purchase. */
const AFTER_ONE_UNIT_MAX = 250n
const AFTER_ROUND_HOLD_TIMES = 3n

export function isHoldFor(announced: Amounts, booked: Amounts): boolean {
  const currency = findCurrency(announced.currency)
  if (!currency || !isComparable(announced, booked)) return false
  const unit = 10n ** BigInt(exponentOf(currency))
  const [held, size] = [sizeOf(announced.amountMinor), sizeOf(booked.amountMinor)]
  if (held === unit) return size <= unit * AFTER_ONE_UNIT_MAX
  return held >= unit * ROUND_HOLD_MIN && held % (unit * ROUND_HOLD_STEP) === 0n && size <= held * AFTER_ROUND_HOLD_TIMES
}

function isComparable(announced: Amounts, booked: Amounts): boolean {
  return announced.currency === booked.currency && announced.amountMinor < 0n === booked.amountMinor < 0n
}

function sizeOf(minor: bigint): bigint {
  return minor < 0n ? -minor : minor
}
