import { plotPosition } from './step-series'

const WIDTH = 64
const HEIGHT = 24
const MARGIN = 3

/** The way a balance went, as a small step line ending in a dot. Decoration beside the balance itself; it shows no figures. */
export function Sparkline({ amounts }: { /** Oldest first, one per day or week. */ amounts: readonly string[] }) {
  const values = amounts.map(plotPosition)
  if (values.length < 2) return <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" />
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const x = (index: number) => Math.round((index / (values.length - 1)) * WIDTH * 10) / 10
  const y = (value: number) =>
    Math.round((span === 0 ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - low) / span) * (HEIGHT - 2 * MARGIN)) * 10) / 10
  const steps = values.map((value, index) => (index === 0 ? `M0 ${y(value)}` : `H${x(index)}V${y(value)}`)).join('')
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={steps} />
      <circle cx={WIDTH} cy={y(values.at(-1) ?? low)} r="2.25" />
    </svg>
  )
}
