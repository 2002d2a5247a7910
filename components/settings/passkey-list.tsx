'use client'

import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import { Menu } from '@/components/ui/menu'
import { TimeText } from '@/components/ui/time-text'
import type { NoPasskeys } from '@/lib/core/relying-party'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import { AddPasskey } from './add-passkey'
import { NamePasskey } from './name-passkey'
import { RemoveFactor } from './remove-factor'

/** Instants are ISO 8601. */
export type PasskeyProps = {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly isForAnotherAddress: boolean
}

type PasskeyActions = {
  readonly start: (input: Record<string, never>) => Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>>
  readonly save: (input: { name: string; answer: RegistrationResponseJSON }) => Promise<ActionResult<null>>
  readonly rename: (input: { passkeyId: string; name: string }) => Promise<ActionResult<null>>
  readonly remove: (input: { passkeyId: string }) => Promise<ActionResult<null>>
}

type PasskeyListProps = {
  passkeys: readonly PasskeyProps[]
  methods: readonly StepUpMethod[]
  /** Why browsers make no passkeys at this address; null when they do. */ impossible: NoPasskeys | null
  suggestedName: string
  actions: PasskeyActions
}

/** The person's passkeys, each with what can be done with it, and a new one for this device. */
export function PasskeyList({ passkeys, methods, impossible, suggestedName, actions }: PasskeyListProps) {
  const t = useTranslations('settings.factors.passkeys')
  const [naming, setNaming] = useState<PasskeyProps | null>(null)
  const [removing, setRemoving] = useState<PasskeyProps | null>(null)
  const { withStepUp, dialog } = useStepUp(methods)
  const isLast = passkeys.filter(({ isForAnotherAddress }) => !isForAnotherAddress).length === 1
  return (
    <>
      <p className="mt-2 text-14 text-muted">{impossible ? t(`impossible.${impossible}`) : t('what')}</p>
      <ul className="rows mt-3">
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="row i">
            <KeyRound className="ic" aria-hidden="true" />
            <PasskeyText passkey={passkey} />
            <Menu
              label={t('menu', { name: passkey.name })}
              entries={[
                { label: t('rename'), onSelect: () => setNaming(passkey) },
                { label: t('remove'), isDanger: true, onSelect: () => setRemoving(passkey) },
              ]}
            />
          </li>
        ))}
      </ul>
      {!impossible && <AddPasskey start={actions.start} save={actions.save} name={suggestedName} withStepUp={withStepUp} />}
      <NamePasskey passkey={naming} rename={actions.rename} onClose={() => setNaming(null)} />
      <RemoveFactor
        isOpen={removing !== null}
        title={t('removeTitle', { name: removing?.name ?? '' })}
        what={isLast && !removing?.isForAnotherAddress ? t('removeLast', { left: methods[1] ?? 'password' }) : t('removeOne')}
        remove={() => withStepUp(() => actions.remove({ passkeyId: removing?.id ?? '' }))}
        onClose={() => setRemoving(null)}
      />
      {dialog}
    </>
  )
}

function PasskeyText({ passkey: { name, createdAt, lastUsedAt, isForAnotherAddress } }: { passkey: PasskeyProps }) {
  const t = useTranslations('settings.factors.passkeys')
  return (
    <span className="min-w-0">
      <span className="name cut">{name}</span>
      <span className="sub">
        {t.rich('added', { time: () => <TimeText at={createdAt} /> })}
        {' · '}
        {isForAnotherAddress
          ? t('anotherAddress')
          : lastUsedAt
            ? t.rich('lastUsed', { time: () => <TimeText at={lastUsedAt} /> })
            : t('neverUsed')}
      </span>
    </span>
  )
}
