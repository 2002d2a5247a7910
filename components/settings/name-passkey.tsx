'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useProof } from '@/components/auth/use-proof'
import { Sheet } from '@/components/ui/sheet'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { ActionResult } from '@/lib/core/result'

type NamePasskeyProps = {
  passkey: { readonly id: string; readonly name: string } | null
  rename: (input: { passkeyId: string; name: string }) => Promise<ActionResult<null>>
  onClose: () => void
}

/** What the person calls a passkey, so that they know which device it is on. */
export function NamePasskey({ passkey, rename, onClose }: NamePasskeyProps) {
  const t = useTranslations('settings.factors.passkeys')
  return (
    <Sheet isQuestion isOpen={passkey !== null} onClose={onClose} title={t('renameTitle')}>
      {passkey && <NameForm passkey={passkey} rename={rename} onDone={onClose} />}
    </Sheet>
  )
}

type NameFormProps = { passkey: { id: string; name: string }; rename: NamePasskeyProps['rename']; onDone: () => void }

function NameForm({ passkey, rename, onDone }: NameFormProps) {
  const t = useTranslations('settings.factors.passkeys')
  const { run, error, isPending } = useProof(rename, onDone)
  const { wordsOf } = useFieldWords(error)

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    run({ passkeyId: passkey.id, name: String(new FormData(event.currentTarget).get('name')) })
  }

  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      {!error?.fields && <FormErrors error={error} />}
      <TextInput
        id="passkey-name"
        name="name"
        label={t('name')}
        defaultValue={passkey.name}
        error={wordsOf('name')}
        maxLength={60}
        autoComplete="off"
        autoFocus
      />
      <SubmitButton wide isPending={isPending}>
        {t('saveName')}
      </SubmitButton>
    </form>
  )
}
