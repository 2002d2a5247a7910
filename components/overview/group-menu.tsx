'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu } from '@/components/ui/menu'

/** "By bank": how the list of accounts is put into groups. */
export function GroupMenu({
  current,
  hrefs,
}: {
  current: string
  hrefs: readonly { grouping: 'bank' | 'type' | 'owner' | 'currency'; href: string }[]
}) {
  const t = useTranslations('accounts.group')
  const entries = hrefs.map(({ grouping, href }) => ({ label: t(grouping), href }))
  const trigger = (
    <>
      {current}
      <ChevronDown className="ic s" aria-hidden="true" />
    </>
  )
  return <Menu entries={entries} trigger={trigger} triggerClass="group-menu tap" label={t('change', { current })} />
}
