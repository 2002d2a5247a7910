import { useTranslations } from 'next-intl'
import { formatIban } from '@/lib/core/iban'
import type { ByHandPayment } from '@/lib/payments/by-hand/by-hand-payment'
import { QrCode } from './qr-code'

/** A code for the bank's app, one a payee; where none can be, why. */
export function ByHandQr({ payees, currency }: { payees: ByHandPayment['payees']; currency: string }) {
  const t = useTranslations('payments.byHand')
  const coded = payees.filter(({ qr }) => qr !== null)
  return (
    <section aria-labelledby="by-hand-scan">
      <h2 id="by-hand-scan" className="font-semibold">
        {t('scan')}
      </h2>
      <p className="mt-1 text-14 text-muted">{t(coded.length > 0 ? 'scanWhat' : 'noCode')}</p>
      {coded.map(({ name, amount, qr, fields }, at) => {
        const account = fields.find(({ label }) => label === 'account')?.value ?? ''
        return (
          <figure key={at} className="mt-3">
            <div className="qr">
              {qr && <QrCode text={qr} label={t('scanAlt', { amount: `${amount} ${currency}`, name, account: formatIban(account) })} />}
            </div>
            {coded.length > 1 && <figcaption className="mt-1 text-14 text-muted">{name}</figcaption>}
          </figure>
        )
      })}
    </section>
  )
}
