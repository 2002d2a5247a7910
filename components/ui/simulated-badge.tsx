import { FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** Says on every page that the banks are made up. */
export function SimulatedBadge() {
  const t = useTranslations('nav')
  return (
    <p className="sim" title={t('simulatedHelp')}>
      <FlaskConical className="ic" aria-hidden="true" />
      {t('simulated')}
    </p>
  )
}
