'use client'

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { KeyRound, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import { askForPasskey, type PasskeyFault } from './ask-for-passkey'
import { signInWithAnswer } from './sign-in'

export type AskPasskeys = (input: Record<string, never>) => Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>

type PasskeySignInProps = { askPasskeys: AskPasskeys; shallRemember: () => boolean; onDone: () => Promise<void> }

/** Signing in without a name or a password: the device knows both. */
export function PasskeySignIn({ askPasskeys, shallRemember, onDone }: PasskeySignInProps) {
  const t = useTranslations('signIn.passkey')
  const [refusal, setRefusal] = useState<AppErrorCode | PasskeyFault | null>(null)
  const [isPending, startTransition] = useTransition()

  function use(): void {
    if (isPending) return
    startTransition(async () => {
      const why = await signInByPasskey(askPasskeys, shallRemember())
      setRefusal(why)
      if (why === null) await onDone()
    })
  }

  return (
    <div className="mt-6 grid gap-4">
      {refusal && <Refusal why={refusal} />}
      <Button wide aria-disabled={isPending || undefined} aria-busy={isPending || undefined} onClick={use}>
        {isPending ? <LoaderCircle className="ic s spin" aria-hidden="true" /> : <KeyRound className="ic s" aria-hidden="true" />}
        {t('submit')}
      </Button>
    </div>
  )
}

async function signInByPasskey(askPasskeys: AskPasskeys, remember: boolean): Promise<AppErrorCode | PasskeyFault | null> {
  const options = await askPasskeys({})
  if (!options.ok) return options.error.code
  const found = await askForPasskey(options.data)
  if (!found.ok) return found.fault
  const refusal = await signInWithAnswer(found.answer, { remember })
  return refusal === 'wrong_code' ? 'wrong_credentials' : refusal
}

const OURS = ['not_used', 'known', 'unsupported', 'wrong_credentials'] as const

function Refusal({ why }: { why: AppErrorCode | PasskeyFault }) {
  const t = useTranslations('signIn.passkey')
  const own = OURS.find((known) => known === why)
  if (!own) return <ErrorWords code={why as AppErrorCode} />
  const key = own === 'unsupported' ? 'unsupported' : own === 'wrong_credentials' ? 'unknown' : 'notUsed'
  return (
    <Notice kind="error" role="alert" title={t(`${key}.title`)}>
      {t(`${key}.what`)}
    </Notice>
  )
}
