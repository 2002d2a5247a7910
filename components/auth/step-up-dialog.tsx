'use client'

import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import { useStepUpActions } from './step-up-actions'
import { StepUpCode } from './step-up-code'
import { StepUpPasskey } from './step-up-passkey'
import { StepUpPassword } from './step-up-password'

type StepUpProps = {
  isOpen?: boolean
  /** With what this person proves it, best first (findStepUp). */ methods: readonly StepUpMethod[]
  /** What the proof is for, in a sentence. */ children?: ReactNode
  onDone: () => void
  onClose: () => void
}

/** Asks for a proof that it is still this person: one sheet, their best means first, another of theirs one press away. */
export function StepUp({ isOpen = true, methods, children, onDone, onClose }: StepUpProps) {
  const t = useTranslations('stepUp')
  return (
    <Sheet isQuestion isOpen={isOpen} onClose={onClose} title={t('title')}>
      <div className="mt-2 grid gap-4">
        {children && <p>{children}</p>}
        <Means methods={methods} onDone={onDone} />
      </div>
    </Sheet>
  )
}

/** A part of its own, so that it begins anew with every opening. */
function Means({ methods, onDone }: Pick<StepUpProps, 'methods' | 'onDone'>) {
  const t = useTranslations('stepUp')
  const actions = useStepUpActions()
  const [method, setMethod] = useState<StepUpMethod>(methods[0] ?? 'password')
  const others = methods.filter((other) => other !== method)
  return (
    <>
      <p className="text-muted">{t(`help.${method}`)}</p>
      {method === 'passkey' && <StepUpPasskey ask={actions.askPasskey} prove={actions.provePasskey} onDone={onDone} />}
      {method === 'totp' && <StepUpCode prove={actions.proveCode} onDone={onDone} />}
      {method === 'password' && <StepUpPassword prove={actions.provePassword} onDone={onDone} />}
      {others.map((other) => (
        <div key={other}>
          <Button look="plain" onClick={() => setMethod(other)}>
            {t(`instead.${other}`)}
          </Button>
        </div>
      ))}
    </>
  )
}
