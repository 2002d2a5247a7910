'use client'

import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/browser'
import { LoaderCircle, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { makePasskey, type PasskeyFault } from '@/components/auth/ask-for-passkey'
import type { useStepUp } from '@/components/auth/use-step-up'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

type AddPasskeyProps = {
  start: (input: Record<string, never>) => Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>>
  save: (input: { name: string; answer: RegistrationResponseJSON }) => Promise<ActionResult<null>>
  /** What the new one is called until the person says otherwise. */ name: string
  withStepUp: ReturnType<typeof useStepUp>['withStepUp']
}

type Outcome = { readonly code: AppErrorCode } | { readonly fault: PasskeyFault } | { readonly isDone: true }

/** One press, a proof, and the device makes a passkey. */
export function AddPasskey({ start, save, name, withStepUp }: AddPasskeyProps) {
  const t = useTranslations('settings.factors.passkeys')
  const faults = useTranslations('stepUp.fault')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [isPending, startTransition] = useTransition()

  async function add(): Promise<Outcome> {
    const options = await withStepUp(() => start({}), t('addWhy'))
    if (!options.ok) return { code: options.error.code }
    const made = await makePasskey(options.data)
    if (!made.ok) return { fault: made.fault }
    const saved = await withStepUp(() => save({ name: name || t('unnamed'), answer: made.answer }))
    return saved.ok ? { isDone: true } : { code: saved.error.code }
  }

  function onClick(): void {
    if (isPending) return
    setOutcome(null)
    startTransition(async () => setOutcome(await add()))
  }

  return (
    <div className="mt-4 grid gap-4">
      {outcome && 'code' in outcome && outcome.code !== 'step_up_needed' && <ErrorWords code={outcome.code} />}
      {outcome && 'fault' in outcome && (
        <Notice kind="error" role="alert" title={faults(`${outcome.fault}.title`)}>
          {faults(`${outcome.fault}.what`)}
        </Notice>
      )}
      {outcome && 'isDone' in outcome && (
        <Notice kind="done" role="status">
          {t('done')}
        </Notice>
      )}
      <div>
        <Button aria-disabled={isPending || undefined} aria-busy={isPending || undefined} onClick={onClick}>
          {isPending ? <LoaderCircle className="ic s spin" aria-hidden="true" /> : <Plus className="ic s" aria-hidden="true" />}
          {t('add')}
        </Button>
      </div>
    </div>
  )
}
