'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { useFormat } from '@/components/ui/use-format'

type MadeInvite = { url: string; expiresAt: string }

const ROLES = ['adult', 'viewer', 'owner'] as const

/** Makes a link for one person. It is shown once: nobody, not even Saldo, can show it again. */
export function InviteForm({ invite }: { invite: FormAction<MadeInvite> }) {
  const t = useTranslations('household.invite')
  const roles = useTranslations('household.roles')
  const form = useRef<HTMLFormElement>(null)
  const { result, error, isPending, onSubmit } = useSubmit(invite, { onDone: () => form.current?.reset() })
  const { wordsOf } = useFieldWords(error)
  return (
    <>
      {result?.ok && <InviteLink {...result.data} />}
      <form ref={form} className="form mt-5" method="post" onSubmit={onSubmit}>
        <FormErrors error={error} />
        <TextInput name="label" label={t('label')} help={t('labelHelp')} error={wordsOf('label')} maxLength={60} autoComplete="off" />
        <RadioGroup
          legend={t('role')}
          name="role"
          defaultValue="adult"
          options={ROLES.map((value) => ({ value, label: roles(value), sub: t(`roleHelp.${value}`) }))}
        />
        <div>
          <SubmitButton isPending={isPending}>{t('submit')}</SubmitButton>
        </div>
      </form>
    </>
  )
}

function InviteLink({ url, expiresAt }: MadeInvite) {
  const t = useTranslations('household.invite')
  const format = useFormat()
  return (
    <div className="mt-4" role="status">
      <Notice kind="done" title={t('made')}>
        <p>{t('madeHelp', { time: format.time(expiresAt) })}</p>
        <p className="rawbox code mt-2">{url}</p>
        <div className="mt-2">
          <CopyButton text={url} label={t('copy')} look="bordered" />
        </div>
      </Notice>
    </div>
  )
}
