'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import { useFormat } from '@/components/ui/use-format'
import type { AccountPageDto } from '@/lib/insights/account-page'
import { useBalanceWord } from './balance-word'

const AUTO = ''

type PinFormProps = { page: AccountPageDto; isPending: boolean; onSave: (type: string | null) => void }

/** Which of the bank's balances counts. */
export function PinForm({ page, isPending, onSave }: PinFormProps) {
  const t = useTranslations('accounts.pin')
  const word = useBalanceWord()
  const format = useFormat()
  const [type, setType] = useState(page.pinnedType ?? AUTO)
  const own = page.balances.filter((balance) => balance.amount.currency === page.account.currency)
  const options = [
    { value: AUTO, label: t('auto'), sub: t('autoHelp') },
    ...own.map((balance) => ({ value: balance.type, label: word(balance.type), sub: format.money(balance.amount) })),
  ]
  return (
    <form
      className="grid gap-5 pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(type === AUTO ? null : type)
      }}
    >
      <p className="text-14 text-muted">{t('help')}</p>
      <RadioGroup legend={t('legend')} name="type" defaultValue={type} onChange={setType} options={options} />
      <SubmitButton isPending={isPending}>{t('save')}</SubmitButton>
    </form>
  )
}
