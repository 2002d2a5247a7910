'use client'

import { Archive, ArchiveRestore, CircleMinus, CirclePlus, PenLine, Pin, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu } from '@/components/ui/menu'
import type { MenuEntry } from '@/components/ui/menu-trigger'
import type { AccountPageDto } from '@/lib/insights/account-page'
import { useAccountControls } from './account-controls'

/** Everything that can be changed about an account, as far as the person may. */
export function AccountMenu({ page: { account, level, balances } }: { page: AccountPageDto }) {
  const t = useTranslations('accounts.menu')
  const { open, archive, include } = useAccountControls()
  const mayEdit = level === 'full'
  const entries: (MenuEntry | false)[] = [
    mayEdit && { label: t('rename'), icon: <PenLine className="ic" aria-hidden="true" />, onSelect: () => open('rename') },
    mayEdit && account.isMine && { label: t('share'), icon: <Users className="ic" aria-hidden="true" />, onSelect: () => open('share') },
    mayEdit && balances.length > 1 && { label: t('pin'), icon: <Pin className="ic" aria-hidden="true" />, onSelect: () => open('pin') },
    account.includeInTotals
      ? { label: t('exclude'), icon: <CircleMinus className="ic" aria-hidden="true" />, onSelect: () => include(false) }
      : { label: t('include'), icon: <CirclePlus className="ic" aria-hidden="true" />, onSelect: () => include(true) },
    mayEdit &&
      (account.isArchived
        ? { label: t('unarchive'), icon: <ArchiveRestore className="ic" aria-hidden="true" />, onSelect: () => archive(false) }
        : { label: t('archive'), icon: <Archive className="ic" aria-hidden="true" />, onSelect: () => archive(true) }),
  ]
  return <Menu label={t('label')} entries={entries.filter((entry) => entry !== false)} />
}
