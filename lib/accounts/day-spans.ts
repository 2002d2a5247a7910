import { addDays, type IsoDate } from '@/lib/core/iso-date'

/** Days from `from` to `to`, both included. */
export type DaySpan = { readonly from: IsoDate; readonly to: IsoDate }

/** What is left of some days without others, in order. */
export function withoutDays<T extends DaySpan>(span: T, others: readonly DaySpan[]): T[] {
  let left = span.from <= span.to ? [span] : []
  for (const other of others) left = left.flatMap((piece) => cut(piece, other))
  return left
}

/** Spans in order, those joined that lie at most so many days apart. */
export function joinDays(spans: readonly DaySpan[], apartMax: number): DaySpan[] {
  const joined: DaySpan[] = []
  for (const span of spans.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = joined.at(-1)
    if (last && span.from <= addDays(last.to, apartMax))
      joined.splice(-1, 1, { from: last.from, to: span.to > last.to ? span.to : last.to })
    else joined.push(span)
  }
  return joined
}

function cut<T extends DaySpan>(span: T, other: DaySpan): T[] {
  if (other.to < span.from || other.from > span.to || other.from > other.to) return [span]
  const pieces: T[] = []
  if (other.from > span.from) pieces.push({ ...span, to: addDays(other.from, -1) })
  if (other.to < span.to) pieces.push({ ...span, from: addDays(other.to, 1) })
  return pieces
}
