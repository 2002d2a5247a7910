/** One result as a JSON line. `ok` is null where there is no goal to meet. */
export function printLine(line: {
  name: string
  value: number | null
  unit: string
  goal: string
  ok: boolean | null
  note?: string
}): void {
  const { value, ...rest } = line
  process.stdout.write(
    `${JSON.stringify({ name: rest.name, value: value === null ? null : round(value), unit: rest.unit, goal: rest.goal, ok: rest.ok, ...(rest.note ? { note: rest.note } : {}) })}\n`,
  )
}

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1))] ?? NaN
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
