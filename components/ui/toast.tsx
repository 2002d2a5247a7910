'use client'

import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createContext, useCallback, useContext, useEffect, useId, useMemo, useState, type ReactNode } from 'react'

const UNDO_MS = 10_000

type Toast = { readonly number: number; readonly text: string; readonly undo: (() => void) | null }

type ToastContextValue = {
  readonly toast: Toast | null
  /** The slot on top draws the toast: an open sheet keeps everything below it out of reach. */
  readonly top: string | null
  readonly show: (text: string, undo?: () => void) => void
  readonly dismiss: () => void
  readonly enter: (slot: string) => () => void
}

const ToastContext = createContext<ToastContextValue | null>(null)

/** Room for one quiet line at the page's foot. Never for money that moves and never for errors. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null)
  const [slots, setSlots] = useState<readonly string[]>([])
  const show = useCallback((text: string, undo?: () => void) => {
    setToast((before) => ({ number: (before?.number ?? 0) + 1, text, undo: undo ?? null }))
  }, [])
  const dismiss = useCallback(() => setToast(null), [])
  const enter = useCallback((slot: string) => {
    setSlots((before) => [...before, slot])
    return () => setSlots((before) => before.filter((other) => other !== slot))
  }, [])
  const top = slots.at(-1) ?? null
  const value = useMemo(() => ({ toast, top, show, dismiss, enter }), [toast, top, show, dismiss, enter])
  return (
    <ToastContext value={value}>
      {children}
      <ToastSlot />
    </ToastContext>
  )
}

/** `show('Kept as one row', undo)`: said politely, with Undo for ten seconds when there is one. Needs a `ToastProvider` above. */
export function useToast(): (text: string, undo?: () => void) => void {
  const context = useContext(ToastContext)
  if (!context) throw new Error('useToast needs a ToastProvider above it')
  return context.show
}

/** Where the line is drawn; a sheet has one of its own. The live region stands there before anything is said in it. */
export function ToastSlot() {
  const context = useContext(ToastContext)
  const id = useId()
  const enter = context?.enter
  useEffect(() => enter?.(id), [enter, id])
  if (!context) return null
  const { toast, top, dismiss } = context
  return (
    <div role="status" className="toasts">
      {toast && top === id && <ToastLine key={toast.number} toast={toast} onDone={dismiss} />}
    </div>
  )
}

function ToastLine({ toast: { text, undo }, onDone }: { toast: Toast; onDone: () => void }) {
  const t = useTranslations('ui.toast')
  const [isHeld, setIsHeld] = useState(false)
  // Whoever is on the way to the button gets there.
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(onDone, UNDO_MS)
    return () => clearTimeout(timer)
  }, [isHeld, onDone])
  const hold = { onPointerEnter: () => setIsHeld(true), onPointerLeave: () => setIsHeld(false) }

  function takeBack(): void {
    onDone()
    undo?.()
  }

  return (
    <div className="toast" {...hold} onFocus={() => setIsHeld(true)} onBlur={() => setIsHeld(false)}>
      <Check className="ic" aria-hidden="true" />
      <span>{text}</span>
      <span className="flex">
        {undo && (
          <button type="button" className="btn" onClick={takeBack}>
            {t('undo')}
          </button>
        )}
        <button type="button" className="btn icon" aria-label={t('dismiss')} onClick={onDone}>
          <X className="ic" aria-hidden="true" />
        </button>
      </span>
    </div>
  )
}
