'use client'

import { useTranslations } from 'next-intl'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Option } from '@/lib/households/display-options'
import { DisplayPreferences } from './display-preferences'
import { FormErrors } from './form-errors'
import { NameAndEmail, NewPassword } from './person-fields'
import { signInHere } from './sign-in'
import { useFieldWords } from './use-field-words'
import { useSubmit, type FormAction } from './use-submit'

type AcceptInviteFormProps = {
  token: string
  accept: FormAction<null>
  languages: readonly Option[]
  formats: readonly Option[]
  initial: { locale: string; formatLocale: string; timeZone: string }
}

/** Who the invited person is; a success signs them in. */
export function AcceptInviteForm({ token, accept, ...preferences }: AcceptInviteFormProps) {
  const t = useTranslations('invite.form')
  const { error, isPending, onSubmit } = useSubmit(accept, { onDone: enter })
  const { wordsOf } = useFieldWords(error)

  async function enter(_data: null, form: FormData): Promise<void> {
    await signInHere({ email: String(form.get('email')), password: String(form.get('password')), remember: false })
    window.location.assign('/')
    await new Promise(() => undefined)
  }

  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      <input type="hidden" name="token" value={token} />
      <FormErrors error={error} />
      <NameAndEmail wordsOf={wordsOf} />
      <NewPassword wordsOf={wordsOf} />
      <DisplayPreferences {...preferences} isNew />
      <SubmitButton wide isPending={isPending}>
        {t('submit')}
      </SubmitButton>
    </form>
  )
}
