import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PrivacyToggle } from './privacy-toggle'

type PageHeaderProps = {
  title: string
  /** Where the arrow leads and what that place is called: { href: '/banks', place: 'banks' }. */
  back?: { href: string; place: string }
  /** Controls at the end of the bar. */
  children?: ReactNode
  /** The eye; only on pages that show amounts. */
  hasPrivacy?: boolean
  /** On the phone the wordmark stands in for the title (the overview). */
  hasMark?: boolean
}

/** The bar of a page: arrow, heading, controls, eye. */
export function PageHeader({ title, back, children, hasPrivacy = false, hasMark = false }: PageHeaderProps) {
  const t = useTranslations('nav')
  return (
    <header className="bar">
      {back && (
        <Link className="btn icon" href={back.href} aria-label={t('back', { place: back.place })}>
          <ChevronLeft className="ic" aria-hidden="true" />
        </Link>
      )}
      {hasMark && (
        <span className="mark phone" aria-hidden="true">
          Saldo
        </span>
      )}
      <h1 className={hasMark ? 'max-lg:sr-only' : 'cut'}>{title}</h1>
      <span className="grow" />
      {children}
      {hasPrivacy && <PrivacyToggle />}
    </header>
  )
}
