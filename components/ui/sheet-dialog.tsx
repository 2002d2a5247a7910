'use client'

import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { ToastSlot } from './toast'

export type SheetProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  /** Left of the close button: a count as text, or arrows to the next row. */
  head?: ReactNode
  /** On the desk the page beside the panel stays in use unless the sheet asks a question. */
  isQuestion?: boolean
  isWide?: boolean
  children: ReactNode
}

/** The dialog behind `Sheet`, in a file of its own so that it is fetched when the first one opens. */
export function SheetDialog({ isOpen, onClose, title, head, isQuestion = false, isWide = false, children }: SheetProps) {
  const t = useTranslations('ui.sheet')
  const isDesk = useIsDesk()
  const isModal = isQuestion || !isDesk
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()} modal={isModal} disablePointerDismissal={!isModal}>
      <Dialog.Portal>
        {isModal && <Dialog.Backdrop className="scrim" />}
        <Dialog.Popup className={['sheet', isWide && 'wide', !isModal && 'beside'].filter(Boolean).join(' ')}>
          <div className="grab" aria-hidden="true" />
          <div className="sheet-head">
            <span className="num">{typeof head === 'string' ? head : null}</span>
            <span className="flex">
              {typeof head === 'string' ? null : head}
              <Dialog.Close className="btn icon" aria-label={t('close')}>
                <X className="ic" aria-hidden="true" />
              </Dialog.Close>
            </span>
          </div>
          <Dialog.Title>{title}</Dialog.Title>
          {children}
          <ToastSlot />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const DESK = '(min-width: 1024px)'

function useIsDesk(): boolean {
  const [isDesk, setIsDesk] = useState(false)
  useEffect(() => {
    const query = window.matchMedia(DESK)
    const read = () => setIsDesk(query.matches)
    read()
    query.addEventListener('change', read)
    return () => query.removeEventListener('change', read)
  }, [])
  return isDesk
}
