import { useTranslations } from 'next-intl'
import { ButtonLink } from './button-link'
import { ErrorPage } from './error-page'

/** "Not there" and "not yours" look the same. */
export function PageNotFound() {
  const t = useTranslations('errors.notFound')
  return (
    <ErrorPage level={1} state={t('state')} title={t('title')} what={t('what')}>
      <ButtonLink look="main" href="/">
        {t('overview')}
      </ButtonLink>
    </ErrorPage>
  )
}
