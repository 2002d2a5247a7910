import { isBooked, isPending } from '@/lib/core/iso-20022'
import { daysBetween, type IsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { toMoneyDto } from '@/lib/core/money-dto'
import { normaliseText, usableReference } from '../evidence'
import type { Sign } from './review'

/** What of a row is compared with another one. */
export type ComparedRow = {
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: IsoDate
  readonly name: string
  readonly iban: string | null
  readonly reference: string | null
  readonly transactionId: string | null
  readonly text: string
  readonly balanceAfterMinor: bigint | null
  readonly firstRunId: string | null
}

/** A booking follows what was announced within this many days so often that it speaks for them being one. */
const BOOKED_WITHIN_DAYS = 3

/** What speaks for two rows being one and what against it, the weightiest first. What one of the two does not tell is left out. */
export function compareRows(a: ComparedRow, b: ComparedRow): Sign[] {
  const days = Math.abs(daysBetween(a.day, b.day))
  const isAnnounced = (isBooked(a.status) && isPending(b.status)) || (isBooked(b.status) && isPending(a.status))
  const areBooked = isBooked(a.status) && isBooked(b.status)
  const isSamePayee = normaliseText(a.name) === normaliseText(b.name)
  const signs: (Sign | null)[] = [
    amountSign(a, b),
    isAnnounced ? { kind: 'stages', speaksFor: true } : null,
    { kind: 'days', days, speaksFor: days === 0 || (isAnnounced && days <= BOOKED_WITHIN_DAYS) },
    same('reference', usableReference(a.reference), usableReference(b.reference)),
    // A bank may mint this id anew with every list: only that it is equal says something.
    a.transactionId !== null && a.transactionId === b.transactionId ? { kind: 'transactionId', speaksFor: true } : null,
    same('iban', a.iban, b.iban),
    { kind: 'name', speaksFor: isSamePayee },
    same('text', normaliseText(a.text), normaliseText(b.text)),
    areBooked ? same('balance', a.balanceAfterMinor, b.balanceAfterMinor) : null,
    areBooked && a.firstRunId !== null && a.firstRunId === b.firstRunId ? { kind: 'together', speaksFor: false } : null,
  ]
  return signs.filter((sign) => sign !== null)
}

function amountSign(a: ComparedRow, b: ComparedRow): Sign {
  if (a.currency !== b.currency) return { kind: 'amount', difference: null, speaksFor: false }
  const difference = a.amountMinor - b.amountMinor
  const size = difference < 0n ? -difference : difference
  return { kind: 'amount', difference: toMoneyDto(money(size, parseCurrency(a.currency))), speaksFor: difference === 0n }
}

function same<Value extends string | bigint>(
  kind: 'reference' | 'iban' | 'text' | 'balance',
  a: Value | null,
  b: Value | null,
): Sign | null {
  if (a === null || b === null || a === '' || b === '') return null
  return { kind, speaksFor: a === b }
}
