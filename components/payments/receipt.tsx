import { useTranslations } from 'next-intl'
import { DefinitionRows } from '@/components/ui/definition-rows'
import { MoneyText } from '@/components/ui/money-text'
import { Total } from '@/components/ui/total'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { wordOfLine } from './line-word'
import { useDetailRows, writtenNumber } from './payment-details'
import { ToWhom } from './payment-page'
import { PaymentTimeline } from './payment-timeline'
import { useKindWord } from './kind-word'
import { receiptTitleOf } from './receipt-title'
import './payment.css'
import './receipt.css'

type ReceiptProps = {
  payment: PaymentDetail
  format: Format
  householdName: string
  /** ISO instant. */
  now: string
}

/** A sheet of paper about one payment, that says no more than is known. */
export function Receipt({ payment, format, householdName, now }: ReceiptProps) {
  const t = useTranslations('payments.receipt')
  const kind = useKindWord()
  return (
    <article className="receipt payment-paper">
      <header>
        <span className="mark" aria-hidden="true">
          Saldo
        </span>
        <span className="text-14 text-muted">{householdName}</span>
      </header>
      <h2 className="receipt-title">{t(`title.${receiptTitleOf(payment)}`)}</h2>
      <p className="text-14 text-muted">
        {t(`means.${receiptTitleOf(payment)}`, { bank: payment.bankName, account: payment.accountName, lines: payment.lineCount })}
      </p>
      <p className="receipt-to">
        <ToWhom payment={payment} />
      </p>
      <Total money={payment.amount} />
      <div className="receipt-parts">
        <section aria-labelledby="receipt-facts">
          <h3 id="receipt-facts">{t('facts')}</h3>
          <DefinitionRows rows={useDetailRows(payment, { format, isPrinted: true })} isCode />
        </section>
        <section aria-labelledby="receipt-times">
          <h3 id="receipt-times">{t('times')}</h3>
          <PaymentTimeline payment={payment} format={format} isPrinted />
        </section>
      </div>
      {payment.lineCount > 1 && <Lines payment={payment} />}
      <footer>
        <p>{t('made', { time: format.time(now, 'exact'), zone: format.display.timeZone, kind: kind(payment.paymentType) })}</p>
        <p>{t('notBank')}</p>
      </footer>
    </article>
  )
}

function Lines({ payment }: { payment: PaymentDetail }) {
  const t = useTranslations('payments.receipt')
  return (
    <table className="receipt-lines">
      <caption>{t('payees')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('payee')}</th>
          <th scope="col">{t('number')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col" className="text-end">
            {t('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {payment.lines.map((line) => (
          <tr key={line.position}>
            <th scope="row">{line.name}</th>
            <td className="code">{writtenNumber(line.account)}</td>
            <td>{t(`line.${line.booking ? 'booked' : wordOfLine(line, payment)}`)}</td>
            <td className="num text-end">
              <MoneyText money={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
