import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { MoneyText } from '@/components/ui/money-text'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { Steps } from '@/components/ui/steps'
import { Total } from '@/components/ui/total'
import type { ActionResult } from '@/lib/core/result'
import { PAIN_001_VERSIONS } from '@/lib/payments/by-hand/pain-001'
import type { ByHandPayment } from '@/lib/payments/by-hand/by-hand-payment'
import { ByHandCopy } from './by-hand-copy'
import { ByHandDone } from './by-hand-done'
import { ByHandQr } from './by-hand-qr'
import './pay.css'

type ByHandPageProps = { payment: ByHandPayment; markGiven: (input: { paymentId: string }) => Promise<ActionResult<null>> }

/** The third step without payment access: a code to scan, fields to copy, a file, and the word that it is done. */
export function ByHandPage({ payment, markGiven }: ByHandPageProps) {
  const t = useTranslations('payments.byHand')
  const steps = useTranslations('payments.form.steps')
  const { id, bankName, amount, payees } = payment
  return (
    <>
      <PageHeader title={t('title')} back={{ href: `/payments/${id}`, place: t('place') }} hasPrivacy />
      <main id="main" tabIndex={-1}>
        <div className="pay-steps">
          <Steps labels={[steps('fill'), steps('check'), steps('byHand')]} current={2} />
        </div>
        <p className="pay-lead">{t('lead', { bank: bankName })}</p>
        {payment.paidCount > 0 && <Notice kind="warning">{t('partlyPaid', { count: payment.paidCount })}</Notice>}
        <Total money={amount} />
        <div className="by-hand mt-6">
          <ByHandQr payees={payees} currency={payment.currency} />
          <div className="by-hand-copy">
            {payees.map((payee, at) => (
              <Section
                key={at}
                title={payees.length === 1 ? t('copy') : t('copyLine', { number: at + 1 })}
                aside={payees.length > 1 && <MoneyText money={{ amount: payee.amount, currency: payment.currency }} />}
              >
                <ByHandCopy fields={payee.fields} currency={payment.currency} />
              </Section>
            ))}
          </div>
          <div className="grid gap-8">
            {payment.hasFile && <Files id={id} />}
            <ByHandDone id={id} isDone={payment.status === 'accepted'} markGiven={markGiven} />
          </div>
        </div>
      </main>
    </>
  )
}

function Files({ id }: { id: string }) {
  const t = useTranslations('payments.byHand')
  return (
    <section aria-labelledby="by-hand-file">
      <h2 id="by-hand-file" className="font-semibold">
        {t('file')}
      </h2>
      <p className="mt-1 text-14 text-muted">{t('fileWhat')}</p>
      <div className="actions stackable mt-3">
        {PAIN_001_VERSIONS.toReversed().map((version) => (
          <a key={version} className="btn" href={`/api/payments/${id}/pain-001?version=${version}`} download>
            <Download className="ic s" aria-hidden="true" />
            {t(version === '001.001.09' ? 'file09' : 'file03')}
          </a>
        ))}
      </div>
    </section>
  )
}
