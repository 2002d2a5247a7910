import { useTranslations } from 'next-intl'
import { DefinitionRows } from '@/components/ui/definition-rows'
import { TimeText } from '@/components/ui/time-text'
import type { BankAppCheck, BankAppItem } from '@/lib/bank-sessions/bank-app-dto'
import type { ActionResult } from '@/lib/core/result'
import { AppState } from './app-state'
import { RemoveApp } from './remove-app'
import { TestAccess } from './test-access'
import { useAppFacts } from './use-app-facts'

type Manage = {
  test: (input: { bankAppId: string | null }) => Promise<ActionResult<BankAppCheck>>
  remove: (input: { bankAppId: string }) => Promise<ActionResult<null>>
}

/** How an application stood at its last test call. */
export function RegisteredApplication({ app, manage }: { app: BankAppItem; manage: Manage }) {
  const t = useTranslations('bankAccess.facts')
  const toRows = useAppFacts()
  const checked = { term: t('checkedAt'), value: app.checkedAt ? <TimeText at={app.checkedAt.toISOString()} /> : t('never') }
  const rows = app.checkedAt ? [...toRows(app), checked] : [...toRows(app).slice(0, 1), checked]
  return (
    <>
      <p className="mb-3">
        <AppState app={app} />
      </p>
      <DefinitionRows rows={rows} />
      <div className="mt-5 grid gap-5">
        <TestAccess bankAppId={app.id} test={manage.test} depth="verdict" />
        <div className="actions stackable">
          <RemoveApp bankAppId={app.id} remove={manage.remove} />
        </div>
      </div>
    </>
  )
}
