'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Menu } from '@/components/ui/menu'
import type { MenuEntry } from '@/components/ui/menu-trigger'
import { Sheet } from '@/components/ui/sheet'
import type { ActionResult } from '@/lib/core/result'
import { useAct } from './use-act'

type BankAction = (input: { bankSessionId: string }) => Promise<ActionResult<unknown>>

/** Answers when the wish was made, by the clock that also notes when readings begin. */
export type ReadAction = (input: { bankSessionId: string }) => Promise<ActionResult<{ readonly wishedAt: number }>>

type BankActionsProps = {
  bank: {
    readonly id: string
    readonly name: string
    readonly accountCount: number
    /** It has ended by itself already. */
    readonly isOver?: boolean
  }
  /** Each only where it makes sense for the state the access is in; beside a main action, reading is in the menu. */
  can: { readonly read: 'button' | 'menu' | null; readonly change: boolean; readonly end: boolean }
  readBankNow: ReadAction
  endBank: BankAction
}

/** What the person may do with an access of theirs: read it now, change its accounts, end it. */
export function BankActions({ bank, can, readBankNow, endBank }: BankActionsProps) {
  const t = useTranslations('banks.act')
  const router = useRouter()
  const [isAsking, setIsAsking] = useState(false)
  const reading = useAct(readBankNow, ({ wishedAt }) => router.push(`/banks/${bank.id}/progress?after=${wishedAt}`))
  const entries: MenuEntry[] = [
    ...(can.read === 'menu' ? [{ label: t('readNow'), onSelect: () => reading.run({ bankSessionId: bank.id }) }] : []),
    ...(can.change ? [{ label: t('changeAccounts'), href: `/banks/${bank.id}/accounts` }] : []),
    ...(can.end ? [{ label: t('disconnect'), isDanger: true, onSelect: () => setIsAsking(true) }] : []),
  ]
  return (
    <>
      {can.read === 'button' && (
        <Button onClick={() => reading.run({ bankSessionId: bank.id })} aria-busy={reading.isPending || undefined}>
          <RefreshCw className="ic s" aria-hidden="true" />
          {t(reading.isPending ? 'readQueued' : 'readNow')}
        </Button>
      )}
      {entries.length > 0 && <Menu entries={entries} label={t('actions', { bank: bank.name })} />}
      {reading.code && <ErrorWords code={reading.code} />}
      <EndBank bank={bank} isOpen={isAsking} onClose={() => setIsAsking(false)} endBank={endBank} />
    </>
  )
}

type EndBankProps = Pick<BankActionsProps, 'bank' | 'endBank'> & { isOpen: boolean; onClose: () => void }

function EndBank({ bank, endBank, isOpen, onClose }: EndBankProps) {
  const t = useTranslations('banks.act.end')
  const router = useRouter()
  const ending = useAct(endBank, () => {
    onClose()
    router.push('/banks')
    router.refresh()
  })
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t('title', { bank: bank.name })} isQuestion>
      <div className="mt-3 grid gap-2 text-muted">
        <p>{bank.isOver ? t('whatOver') : t('what', { count: bank.accountCount })}</p>
        <p>{t('stays')}</p>
        <p>{t('joint')}</p>
      </div>
      {ending.code && (
        <div className="mt-4">
          <ErrorWords code={ending.code} />
        </div>
      )}
      <div className="actions stackable mt-5">
        <Button look="danger" onClick={() => ending.run({ bankSessionId: bank.id })} aria-busy={ending.isPending || undefined}>
          {t('confirm')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Sheet>
  )
}
