'use client'

import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { KeyRound, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import { askForPasskey, type PasskeyFault } from './ask-for-passkey'
import { useBusy } from './use-busy'
import { NOT_REACHED } from './use-proof'

type Asked = Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>

type StepUpPasskeyProps = {
  ask: (input: Record<string, never>) => Asked
  prove: (input: { answer: AuthenticationResponseJSON }) => Promise<ActionResult<null>>
  onDone: () => void
}

/** One press opens the device's own question. What it needs is asked for beforehand: some browsers open it only right at the press. */
export function StepUpPasskey({ ask, prove, onDone }: StepUpPasskeyProps) {
  const t = useTranslations('stepUp')
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [fault, setFault] = useState<PasskeyFault | null>(null)
  const { isBusy, run } = useBusy()
  const asked = useRef<Asked | null>(null)
  useEffect(() => {
    asked.current ??= ask({}).catch(() => NOT_REACHED)
  }, [ask])

  function use(): void {
    run(async () => {
      const options = await (asked.current ?? ask({})).catch(() => NOT_REACHED)
      asked.current = null
      if (!options.ok) return setCode(options.error.code)
      const found = await askForPasskey(options.data)
      setFault(found.ok ? null : found.fault)
      if (!found.ok) return
      const answer = await prove({ answer: found.answer }).catch(() => NOT_REACHED)
      setCode(answer.ok ? null : answer.error.code)
      if (answer.ok) onDone()
    })
  }

  return (
    <>
      {code === 'wrong_credentials' && (
        <Notice kind="error" role="alert" title={t('passkeyRefused.title')}>
          {t('passkeyRefused.what')}
        </Notice>
      )}
      {code && code !== 'wrong_credentials' && <ErrorWords code={code} />}
      {fault && !code && (
        <Notice kind="error" role="alert" title={t(`fault.${fault}.title`)}>
          {t(`fault.${fault}.what`)}
        </Notice>
      )}
      <Button look="main" wide autoFocus aria-disabled={isBusy || undefined} aria-busy={isBusy || undefined} onClick={use}>
        {isBusy ? <LoaderCircle className="ic s spin" aria-hidden="true" /> : <KeyRound className="ic s" aria-hidden="true" />}
        {t('usePasskey')}
      </Button>
    </>
  )
}
