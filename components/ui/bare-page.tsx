import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** A page before sign-in: wordmark and one narrow column. It brings its own `<main>`. */
export function BarePage({
  children,
  aside,
}: {
  children: ReactNode
  /** Below the column, such as the simulated badge. */ aside?: ReactNode
}) {
  const t = useTranslations('nav')
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <div className="bare">
        <header>
          <span className="mark">Saldo</span>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        {aside && <footer className="mt-8">{aside}</footer>}
      </div>
    </>
  )
}
