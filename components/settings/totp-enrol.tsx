'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useProof } from '@/components/auth/use-proof'
import { CopyButton } from '@/components/ui/copy-button'
import { QrCode } from '@/components/ui/qr-code'
import { Sheet } from '@/components/ui/sheet'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { ActionResult } from '@/lib/core/result'

/** What the app has to know: as text to type, and as the address the QR code holds. */
export type TotpSecret = { readonly secret: string; readonly uri: string }

type TotpEnrolProps = {
  secret: TotpSecret | null
  save: (input: { code: string }) => Promise<ActionResult<null>>
  onClose: () => void
}

/** Scan or type, then show with the first code that it works. */
export function TotpEnrol({ secret, save, onClose }: TotpEnrolProps) {
  const t = useTranslations('settings.factors.totp')
  return (
    <Sheet isQuestion isOpen={secret !== null} onClose={onClose} title={t('enrolTitle')}>
      {secret && <Enrol secret={secret} save={save} onDone={onClose} />}
    </Sheet>
  )
}

function Enrol({ secret, save, onDone }: { secret: TotpSecret; save: TotpEnrolProps['save']; onDone: () => void }) {
  const t = useTranslations('settings.factors.totp')
  const { run, error, isPending } = useProof(save, onDone)
  const { wordsOf } = useFieldWords(error)

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    run({ code: String(new FormData(event.currentTarget).get('code')) })
  }

  return (
    <div className="mt-2 grid gap-4">
      <p>{t('scan')}</p>
      <QrCode text={secret.uri} label={t('qr')} />
      <div>
        <p className="text-14 text-muted">{t('type')}</p>
        <p className="rawbox code mt-2">{inFours(secret.secret)}</p>
        <div className="mt-2">
          <CopyButton text={secret.secret} label={t('copy')} look="bordered" />
        </div>
      </div>
      <form className="form" method="post" onSubmit={onSubmit}>
        {!error?.fields && <FormErrors error={error} />}
        <TextInput
          id="totp-code"
          name="code"
          label={t('code')}
          help={t('codeHelp')}
          error={wordsOf('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          isCode
        />
        <SubmitButton wide isPending={isPending}>
          {t('confirm')}
        </SubmitButton>
      </form>
    </div>
  )
}

function inFours(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ')
}
