import type { Format } from '@/lib/core/format'

/** 413 ms → `0.4`, 12 340 ms → `12`, with the person's decimal sign. */
export function writeSeconds(ms: number, { display }: Pick<Format, 'display'>): string {
  const seconds = ms / 1_000
  const text = seconds < 9.95 ? Math.max(seconds, 0.1).toFixed(1) : String(Math.round(seconds))
  return text.replace('.', display.style.decimal)
}
