'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { TimeText } from '@/components/ui/time-text'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import { RemoveFactor } from './remove-factor'
import { TotpEnrol, type TotpSecret } from './totp-enrol'

type TotpSetupProps = {
  /** ISO 8601 instant; null: none is set up. */ since: string | null
  methods: readonly StepUpMethod[]
  actions: {
    readonly start: (input: Record<string, never>) => Promise<ActionResult<TotpSecret>>
    readonly save: (input: { code: string }) => Promise<ActionResult<null>>
    readonly remove: (input: Record<string, never>) => Promise<ActionResult<null>>
  }
}

/** The authenticator app: set up with a QR code, or taken away. */
export function TotpSetup({ since, methods, actions }: TotpSetupProps) {
  const t = useTranslations('settings.factors.totp')
  const [secret, setSecret] = useState<TotpSecret | null>(null)
  const [isRemoving, setIsRemoving] = useState(false)
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()
  const { withStepUp, dialog } = useStepUp(methods)

  function start(): void {
    if (isPending) return
    startTransition(async () => {
      const answer = await withStepUp(() => actions.start({}), t('addWhy'))
      setCode(answer.ok || answer.error.code === 'step_up_needed' ? null : answer.error.code)
      if (answer.ok) setSecret(answer.data)
    })
  }

  return (
    <>
      <p className="mt-2 text-14 text-muted">{t('what')}</p>
      {code && (
        <div className="mt-4">
          <ErrorWords code={code} />
        </div>
      )}
      {since && (
        <ul className="rows mt-3">
          <li className="row i">
            <ShieldCheck className="ic" aria-hidden="true" />
            <span className="min-w-0">
              <span className="name cut">{t('isSet')}</span>
              <span className="sub">{t.rich('since', { time: () => <TimeText at={since} /> })}</span>
            </span>
            <Button look="plain" onClick={() => setIsRemoving(true)}>
              {t('remove')}
            </Button>
          </li>
        </ul>
      )}
      {!since && (
        <div className="mt-4">
          <Button aria-disabled={isPending || undefined} aria-busy={isPending || undefined} onClick={start}>
            {t('add')}
          </Button>
        </div>
      )}
      <TotpEnrol secret={secret} save={(input) => withStepUp(() => actions.save(input))} onClose={() => setSecret(null)} />
      <RemoveFactor
        isOpen={isRemoving}
        title={t('removeTitle')}
        what={methods[0] === 'passkey' ? t('removeBesidePasskey') : t('removeLast')}
        remove={() => withStepUp(() => actions.remove({}))}
        onClose={() => setIsRemoving(false)}
      />
      {dialog}
    </>
  )
}
