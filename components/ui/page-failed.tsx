'use client'

import { CircleCheck, Scale } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Button } from './button'
import { ErrorPage } from './error-page'

type PageFailedProps = { error: Error & { digest?: string }; reset: () => void }

/** A page failed while it was put together: what happened, whether money moved, what goes on, what to do. */
export function PageFailed({ error, reset }: PageFailedProps) {
  const t = useTranslations('errors')
  const router = useRouter()

  /** The failure was on the server: the page is asked for anew, and only then drawn again. */
  function tryAgain(): void {
    startTransition(() => {
      router.refresh()
      reset()
    })
  }

  return (
    <ErrorPage
      level={1}
      state={t('page.state')}
      title={t('page.title')}
      what={t('page.what')}
      facts={[
        { Icon: Scale, text: t('page.money'), sub: t('page.moneyHelp') },
        { Icon: CircleCheck, text: t('page.rest'), sub: t('page.restHelp') },
      ]}
      support={error.digest ? [{ term: t('code'), value: error.digest }] : []}
    >
      <Button look="main" onClick={tryAgain}>
        {t('page.again')}
      </Button>
      <a className="btn" href="/">
        {t('page.overview')}
      </a>
    </ErrorPage>
  )
}
