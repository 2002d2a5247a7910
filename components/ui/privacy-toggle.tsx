'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useDisplay } from './display-context'

/** The eye: takes every digit of money off the page at once. Also Ctrl or Command, Shift and P. */
export function PrivacyToggle() {
  const t = useTranslations('ui.privacy')
  const { isPrivate, setPrivate } = useDisplay()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== 'p') return
      event.preventDefault()
      setPrivate(!isPrivate)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isPrivate, setPrivate])

  const Icon = isPrivate ? EyeOff : Eye
  return (
    <button type="button" className="btn icon" aria-pressed={isPrivate} aria-label={t('hide')} onClick={() => setPrivate(!isPrivate)}>
      <Icon className="ic" aria-hidden="true" />
    </button>
  )
}
