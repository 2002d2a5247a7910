'use client'

import { Toast } from '@base-ui/react/toast'
import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

const UNDO_MS = 10_000

/** Room for one quiet line at the page's foot. Never for money and never for errors. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={UNDO_MS} limit={1}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** `show('3 rows moved to Transport', undo)`: said politely, with Undo for ten seconds when there is one. */
export function useToast(): (text: string, undo?: () => void) => void {
  const manager = Toast.useToastManager()
  const t = useTranslations('ui.toast')
  return (text, undo) => {
    const id = manager.add({
      title: text,
      priority: 'low',
      actionProps: undo && {
        children: t('undo'),
        onClick: () => {
          manager.close(id)
          undo()
        },
      },
    })
  }
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  const t = useTranslations('ui.toast')
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <Check className="ic" aria-hidden="true" />
      <Toast.Title render={<span />} />
      {toast.actionProps ? (
        <Toast.Action className="btn" />
      ) : (
        <Toast.Close className="btn icon" aria-label={t('dismiss')}>
          <X className="ic" aria-hidden="true" />
        </Toast.Close>
      )}
    </Toast.Root>
  ))
}
