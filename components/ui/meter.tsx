/** How much of something is used up, as a thin line: `label` says it in words. */
export function Meter({ part, label, tone }: { /** 0 to 1. */ part: number; label: string; tone?: 'act' | 'run' }) {
  const width = Math.round(Math.min(1, Math.max(0, part)) * 1000)
  return (
    <svg className={tone ? `meter ${tone}` : 'meter'} viewBox="0 0 1000 4" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className="track" width="1000" height="4" />
      <rect className="fill" width={width} height="4" />
    </svg>
  )
}
