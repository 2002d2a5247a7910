'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** Says that the next page is not ours, and its address once it is known. */
export function LeaveNotice({ host }: { host: string | null }) {
  const t = useTranslations('connect.review')
  return (
    <div className="note" aria-live="polite">
      <ExternalLink className="ic" aria-hidden="true" />
      <div>
        <p>
          <b>{t('leaving')}</b> {host ? t('leavingHost') : t('leavingTo')}
        </p>
        {host && (
          <p className="code">
            <b>{host}</b>
          </p>
        )}
        <p className="text-muted">{t('leavingSafe')}</p>
      </div>
    </div>
  )
}
