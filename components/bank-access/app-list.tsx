import { useTranslations } from 'next-intl'
import { Row } from '@/components/ui/row'
import type { BankAppItem } from '@/lib/bank-sessions/bank-app-dto'
import type { Format } from '@/lib/core/format'
import { AppState } from './app-state'
import { environmentKey } from './environment-key'

/** A member's own applications, each leading to its page. */
export function AppList({ apps, format }: { apps: readonly BankAppItem[]; format: Format }) {
  const t = useTranslations('bankAccess')
  if (apps.length === 0) return <p className="py-3 text-muted">{t('own.empty')}</p>
  return (
    <ul className="rows">
      {apps.map((app) => {
        const environment = environmentKey(app.environment)
        const name =
          app.applicationId === null
            ? t('own.draft', { day: format.time(app.createdAt.toISOString()) })
            : (app.name ?? t('own.noName', { id: app.applicationId.slice(0, 8) }))
        return (
          <li key={app.id}>
            <Row
              href={`/settings/bank-access/${app.id}`}
              name={name}
              sub={environment ? t(environment) : app.environment}
              end={<AppState app={app} />}
            />
          </li>
        )
      })}
    </ul>
  )
}
