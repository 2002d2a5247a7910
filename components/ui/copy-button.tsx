'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { buttonClass } from './button'

const SAID_MS = 2_000

/** Copies a text and says so, to eyes and ears. `label` names what is copied for those who do not see it beside the button. */
export function CopyButton({ text, label, look = 'plain' }: { text: string; label?: string; look?: 'plain' | 'bordered' }) {
  const t = useTranslations('ui.copy')
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [isCopied])

  const Icon = isCopied ? Check : Copy
  return (
    <button
      type="button"
      className={buttonClass(look)}
      aria-label={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
    >
      <Icon className="ic s" aria-hidden="true" />
      <span role="status">{t(isCopied ? 'copied' : 'copy')}</span>
    </button>
  )
}
