'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { ManagePayees } from './payee-actions'
import { PayeeForm } from './payee-form'

/** The button and the sheet behind it. */
export function AddPayee({ manage, isMain = false }: { manage: ManagePayees; isMain?: boolean }) {
  const t = useTranslations('payments.payees')
  const [isOpen, setOpen] = useState(false)
  const { withStepUp, dialog } = useStepUp(manage.methods)
  return (
    <>
      <Button look={isMain ? 'main' : 'bordered'} onClick={() => setOpen(true)}>
        <Plus className="ic s" aria-hidden="true" />
        {t('add')}
      </Button>
      <Sheet isQuestion isOpen={isOpen} onClose={() => setOpen(false)} title={t('formTitleAdd')}>
        <PayeeForm
          payee={null}
          mayShare={manage.mayShare}
          keep={(input) => withStepUp(() => manage.keep(input), t('why'))}
          onDone={() => setOpen(false)}
        />
      </Sheet>
      {dialog}
    </>
  )
}
