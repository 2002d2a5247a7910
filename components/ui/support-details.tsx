import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DefinitionRows, type Definition } from './definition-rows'

/** Codes for whoever helps, folded away. */
export function SupportDetails({ rows }: { rows: readonly Definition[] }) {
  const t = useTranslations('errors')
  return (
    <details className="support">
      <summary>
        {t('forSupport')}
        <ChevronDown className="ic s" aria-hidden="true" />
      </summary>
      <DefinitionRows rows={rows} isCode />
    </details>
  )
}
