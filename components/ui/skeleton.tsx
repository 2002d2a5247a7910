import { useTranslations } from 'next-intl'

/** Rows of the real geometry while something loads: nothing for 300 ms, no shimmer. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const t = useTranslations('ui')
  return (
    <div role="status" aria-busy="true" aria-label={t('loading')} className="late">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="sk" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}
