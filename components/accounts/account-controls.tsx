'use client'

import { useTranslations } from 'next-intl'
import { createContext, useContext, useState, useTransition, type ReactNode } from 'react'
import { ErrorWords } from '@/components/ui/error-words'
import { Sheet } from '@/components/ui/sheet'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { AccountPageDto } from '@/lib/insights/account-page'
import type { AccountActions } from './account-actions'
import { PinForm } from './pin-form'
import { RenameForm } from './rename-form'
import { ShareForm } from './share-form'

/** What can be asked of an account in a sheet. */
export type Control = 'rename' | 'share' | 'pin'

type Controls = {
  readonly open: (control: Control) => void
  readonly archive: (archived: boolean) => void
  readonly include: (include: boolean) => void
  /** Answers whether the account goes on counting although its bank no longer shares it. */
  readonly countUnshared: (include: boolean) => void
  readonly isPending: boolean
}

const ControlsContext = createContext<Controls | null>(null)

/** Holds the account's sheets, so that the menu and the headings can open the same ones. */
export function AccountControls({ page, actions, children }: { page: AccountPageDto; actions: AccountActions; children: ReactNode }) {
  const titles = useTitles()
  const [control, setControl] = useState<Control | null>(null)
  const { error, isPending, run } = useActionRun(() => setControl(null))
  const accountId = page.account.id
  const controls: Controls = {
    open: setControl,
    archive: (archived) => run(() => actions.archive({ accountId, archived })),
    include: (include) => run(() => actions.include({ accountId, include })),
    countUnshared: (include) => run(() => actions.countUnshared({ accountId, include })),
    isPending,
  }
  const forms: Record<Control, ReactNode> = {
    rename: <RenameForm page={page} isPending={isPending} onSave={(name) => run(() => actions.rename({ accountId, name }))} />,
    share: <ShareForm page={page} isPending={isPending} onSave={(share) => run(() => actions.share({ accountId, share }))} />,
    pin: <PinForm page={page} isPending={isPending} onSave={(type) => run(() => actions.pin({ accountId, type }))} />,
  }
  return (
    <ControlsContext value={controls}>
      {!control && error && (
        <div className="px-4 pt-4 lg:px-10">
          <ErrorWords code={error} />
        </div>
      )}
      {children}
      <Sheet isOpen={control !== null} onClose={() => setControl(null)} isQuestion title={control ? titles[control] : ''}>
        {error && <ErrorWords code={error} />}
        {control && forms[control]}
      </Sheet>
    </ControlsContext>
  )
}

export function useAccountControls(): Controls {
  const controls = useContext(ControlsContext)
  if (!controls) throw new Error('useAccountControls needs AccountControls around it')
  return controls
}

/** A quiet link in a heading that opens a sheet. */
export function ControlLink({ control, children }: { control: Control; children: ReactNode }) {
  const { open } = useAccountControls()
  return (
    <button type="button" className="link-button tap" onClick={() => open(control)}>
      {children}
    </button>
  )
}

function useTitles(): Record<Control, string> {
  const [rename, share, pin] = [useTranslations('accounts.rename'), useTranslations('accounts.share'), useTranslations('accounts.pin')]
  return { rename: rename('title'), share: share('title'), pin: pin('title') }
}

/** Runs one action at a time; its refusal is shown, its success closes the sheet. */
function useActionRun(onDone: () => void) {
  const [isPending, start] = useTransition()
  const [error, setError] = useState<AppErrorCode | null>(null)
  function run(action: () => Promise<ActionResult<null>>): void {
    if (isPending) return
    setError(null)
    start(async () => {
      const answer = await action()
      if (answer.ok) onDone()
      else setError(answer.error.code)
    })
  }
  return { error, isPending, run }
}
