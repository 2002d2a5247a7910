'use client'

import { Monitor, Smartphone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { TimeText } from '@/components/ui/time-text'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

type Device = {
  id: string
  browser: string | null
  system: string | null
  /** ISO 8601 instants. */
  createdAt: string
  lastSeenAt: string
  isThisDevice: boolean
}

type DeviceListProps = {
  devices: readonly Device[]
  signOut: (input: { loginSessionId: string }) => Promise<ActionResult<null>>
  signOutOthers: (input: Record<string, never>) => Promise<ActionResult<{ count: number }>>
}

/** Where a person is signed in. Each line ends one; the button below ends all but this one. */
export function DeviceList({ devices, signOut, signOutOthers }: DeviceListProps) {
  const t = useTranslations('settings.devices')
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function run(act: () => Promise<ActionResult<unknown>>): void {
    startTransition(async () => {
      const answer = await act()
      setCode(answer.ok ? null : answer.error.code)
    })
  }

  return (
    <>
      {code && <ErrorWords code={code} />}
      <ul className="rows">
        {devices.map((device) => (
          <li key={device.id} className="row i">
            <DeviceIcon system={device.system} />
            <DeviceText device={device} />
            {!device.isThisDevice && (
              <Button look="plain" disabled={isPending} onClick={() => run(() => signOut({ loginSessionId: device.id }))}>
                {t('signOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {devices.length > 1 && (
        <div className="mt-3">
          <Button disabled={isPending} onClick={() => run(() => signOutOthers({}))}>
            {t('signOutOthers')}
          </Button>
        </div>
      )}
    </>
  )
}

function DeviceIcon({ system }: { system: string | null }) {
  const Icon = system === 'iPhone' || system === 'iPad' || system === 'Android' ? Smartphone : Monitor
  return <Icon className="ic" aria-hidden="true" />
}

function DeviceText({ device: { browser, system, createdAt, lastSeenAt, isThisDevice } }: { device: Device }) {
  const t = useTranslations('settings.devices')
  const name = browser && system ? t('name', { browser, system }) : (browser ?? system ?? t('unknown'))
  return (
    <span className="min-w-0">
      <span className="name cut">{name}</span>
      <span className="sub">
        {isThisDevice ? (
          <b className="font-medium text-positive">{t('thisDevice')}</b>
        ) : (
          t.rich('lastSeen', { time: () => <TimeText at={lastSeenAt} /> })
        )}
        {' · '}
        {t.rich('since', { time: () => <TimeText at={createdAt} /> })}
      </span>
    </span>
  )
}
