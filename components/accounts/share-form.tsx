'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import type { AccountPageDto } from '@/lib/insights/account-page'

const SHARES = ['none', 'view', 'annotate', 'full'] as const

type Share = (typeof SHARES)[number]

type ShareFormProps = { page: AccountPageDto; isPending: boolean; onSave: (share: Share) => void }

/** What the rest of the household may do with an account. */
export function ShareForm({ page, isPending, onSave }: ShareFormProps) {
  const t = useTranslations('accounts.share')
  const [share, setShare] = useState<Share>(SHARES.find((known) => known === page.share) ?? 'none')
  return (
    <form
      className="grid gap-5 pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(share)
      }}
    >
      <p className="text-14 text-muted">{t('help')}</p>
      <RadioGroup
        legend={t('legend')}
        name="share"
        defaultValue={share}
        onChange={(value) => setShare(SHARES.find((known) => known === value) ?? 'none')}
        options={SHARES.map((value) => ({ value, label: t(value), sub: t(`${value}Help`) }))}
      />
      <SubmitButton isPending={isPending}>{t('save')}</SubmitButton>
    </form>
  )
}
