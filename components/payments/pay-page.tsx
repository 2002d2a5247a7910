import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import { PageHeader } from '@/components/ui/page-header'
import { NewPayment, type NewPaymentProps } from './new-payment'
import './pay.css'

type PayPageProps = { mayPay: boolean; wizard: NewPaymentProps }

/** The page of a new payment. Leaving it keeps a draft. */
export function PayPage({ mayPay, wizard }: PayPageProps) {
  const t = useTranslations('payments.form')
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/payments', place: t('leave') }} hasPrivacy />
      <main id="main" tabIndex={-1}>
        {!mayPay ? <ErrorWords code="not_allowed" /> : wizard.sources.length === 0 ? <NoSource /> : <NewPayment {...wizard} />}
      </main>
    </>
  )
}

function NoSource() {
  const t = useTranslations('payments.form.none')
  return (
    <div className="page-lede">
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-muted">{t('what')}</p>
      <div className="actions stackable mt-5">
        <ButtonLink look="main" href="/banks/connect">
          {t('button')}
        </ButtonLink>
      </div>
    </div>
  )
}
