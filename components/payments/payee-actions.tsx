'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import { Menu } from '@/components/ui/menu'
import { Sheet } from '@/components/ui/sheet'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import type { Payee } from '@/lib/payments/payees/payee-dto'
import { orUnavailable } from './or-unavailable'
import { PayeeForm, type KeepPayee } from './payee-form'

export type ManagePayees = {
  readonly keep: KeepPayee
  readonly forget: (input: { payeeId: string }) => Promise<ActionResult<null>>
  /** With what the viewer proves that it is them, best first. */
  readonly methods: readonly StepUpMethod[]
  /** Whether the viewer decides what the household shares. */
  readonly mayShare: boolean
}

/** Paying them, and changing, sharing or removing the entry. */
export function PayeeActions({ payee, manage }: { payee: Payee; manage: ManagePayees }) {
  const t = useTranslations('payments.payees')
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()
  const { withStepUp, dialog } = useStepUp(manage.methods)
  const { id, name, isShared, isMine, account, bic, clearing, country, addressLines } = payee

  function act(work: () => Promise<ActionResult<unknown>>): void {
    startTransition(async () => {
      const answer = await orUnavailable(() => withStepUp(work, t('why')))
      setCode(answer.ok ? null : answer.error.code)
      if (answer.ok) setOpen(null)
    })
  }

  const share = () =>
    act(() => manage.keep({ id, name, account, bic, clearing, country, addressLines: [...addressLines], isShared: !isShared }))
  const entries = [
    { label: t('edit'), onSelect: () => setOpen('edit') },
    ...(isMine && manage.mayShare ? [{ label: t(isShared ? 'unshare' : 'share'), onSelect: share }] : []),
    { label: t('remove'), isDanger: true, onSelect: () => setOpen('remove') },
  ]
  return (
    <span className="flex items-center gap-1">
      <ButtonLink look="plain" href={`/payments/new?payee=${id}`} aria-label={t('payNamed', { name })}>
        {t('pay')}
      </ButtonLink>
      {(manage.mayShare || !isShared) && <Menu label={t('more', { name })} entries={entries} />}
      <Sheet isQuestion isOpen={open === 'edit'} onClose={() => setOpen(null)} title={t('formTitleEdit', { name })}>
        <PayeeForm
          payee={payee}
          mayShare={manage.mayShare}
          keep={(input) => withStepUp(() => manage.keep(input), t('why'))}
          onDone={() => setOpen(null)}
        />
      </Sheet>
      <Sheet
        isQuestion
        isOpen={open === 'remove' || (code !== null && open === null)}
        onClose={() => (setOpen(null), setCode(null))}
        title={t('removeTitle', { name })}
      >
        <div className="grid gap-4">
          {code && <ErrorWords code={code} />}
          <p>{t('removeWhat')}</p>
          <div className="actions stackable">
            <Button look="danger" disabled={isPending} onClick={() => act(() => manage.forget({ payeeId: id }))}>
              {t('remove')}
            </Button>
            <Button onClick={() => (setOpen(null), setCode(null))}>{t('cancel')}</Button>
          </div>
        </div>
      </Sheet>
      {dialog}
    </span>
  )
}
