import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DefinitionRows, type Definition } from '@/components/ui/definition-rows'
import type { AccountNumber } from '@/lib/banking/payment-port'
import { formatIban } from '@/lib/core/iban'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { formatReference } from '@/lib/payments/references/check-reference'
import { useKindWord } from './kind-word'

type PaymentDetailsProps = { payment: PaymentDetail; format: Format }

/** From, to, and the codes, as the bank has them. */
export function PaymentDetails({ payment, format }: PaymentDetailsProps) {
  const t = useTranslations('payments.page.details')
  return (
    <aside className="side" aria-labelledby="details">
      <h2 id="details">{t('title')}</h2>
      <DefinitionRows rows={useDetailRows(payment, { format, isPrinted: false })} isCode isNarrow />
    </aside>
  )
}

/** The same rows on the page and on paper, where "today" would soon be wrong. */
export function useDetailRows(payment: PaymentDetail, { format, isPrinted }: { format: Format; isPrinted: boolean }): Definition[] {
  const t = useTranslations('payments.page.details')
  const kind = useKindWord()
  const [line] = payment.lines
  const only = payment.lineCount === 1 ? line : undefined
  const number = payment.accountNumber
  const rows: (Definition | false)[] = [
    { term: t('from'), value: <Party name={payment.accountName} number={number && formatIban(number)} /> },
    only
      ? { term: t('to'), value: <Party name={only.name} number={writtenNumber(only.account)} /> }
      : { term: t('to'), value: t('payees', { count: payment.lineCount }) },
    row(t('reference'), only?.reference && formatReference(only.reference)),
    row(t('message'), only?.remittance.join('\n')),
    { term: t('kind'), value: payment.channel === 'by_hand' ? t('byHand') : kind(payment.paymentType) },
    row(t('on'), payment.executeOn && format.day(payment.executeOn, 'full')),
    payment.channel === 'bank' && {
      term: t('bankStatus'),
      value: <Status code={payment.bankStatus} reason={payment.bankReasonCode} text={payment.bankReasonText} />,
    },
    row(t('bankNumber'), payment.bankPaymentId),
    row(t('endToEndId'), only && groupByFour(only.endToEndId)),
    row(t('asked'), payment.lastPolledAt && format.time(payment.lastPolledAt, isPrinted ? 'exact' : 'relative')),
  ]
  return rows.filter((one) => one !== false)
}

function row(term: string, value: ReactNode): Definition | false {
  return value ? { term, value } : false
}

function Party({ name, number }: { name: string; number: string | null }) {
  return (
    <>
      {name}
      {number && <span className="code">{number}</span>}
    </>
  )
}

/** The code as the bank sent it, and its reason in its own words. */
function Status({ code, reason, text }: { code: string | null; reason: string | null; text: string | null }) {
  const t = useTranslations('payments.page.details')
  if (code === null) return t('noStatus')
  return (
    <>
      {[code, reason].filter(Boolean).join(' · ')}
      {text && <span className="code">{text}</span>}
    </>
  )
}

/** Read aloud and compared in groups; a long one breaks between them. */
function groupByFour(code: string): string {
  return code.match(/.{1,4}/gsu)?.join(' ') ?? code
}

/** As it is read aloud and compared. */
export function writtenNumber({ scheme, identification }: AccountNumber): string {
  return scheme === 'IBAN' ? formatIban(identification) : identification
}
