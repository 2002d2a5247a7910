import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { Row } from '@/components/ui/row'
import { Section } from '@/components/ui/section'
import { StateWord, type StateWordProps } from '@/components/ui/state-word'
import { SumLine } from '@/components/ui/sum-line'
import { formatIban } from '@/lib/core/iban'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail, PaymentLineDto } from '@/lib/payments/pages/payment-dto'
import { wordOfLine } from './line-word'

type PaymentLinesProps = { payment: PaymentDetail; format: Format }

/** Every payee of a payment to several, with what became of each; the lines end in their sum. */
export function PaymentLines({ payment, format }: PaymentLinesProps) {
  const t = useTranslations('payments.page.lines')
  return (
    <Section title={t('title', { count: payment.lineCount })} className="sec payment-lines">
      <ul className="rows">
        {payment.lines.map((line) => (
          <li key={line.position}>
            <Line line={line} payment={payment} format={format} />
          </li>
        ))}
      </ul>
      <SumLine label={t('sum')} isFinal>
        <Amount money={payment.amount} strong />
      </SumLine>
    </Section>
  )
}

function Line({ line, payment, format }: { line: PaymentLineDto } & PaymentLinesProps) {
  const number = line.account.scheme === 'IBAN' ? formatIban(line.account.identification) : line.account.identification
  const text = line.reference ?? line.remittance.join(' ')
  return (
    <Row
      href={line.booking ? `/transactions?row=${line.booking.transactionId}` : undefined}
      name={line.name}
      sub={[number, text].filter(Boolean).join(' · ')}
      end={
        <>
          <Amount money={line.amount} />
          <span className="end num">
            <StateWord {...stateOfLine(line, payment)} />
            {line.booking && ` · ${format.day(line.booking.day, 'short')}`}
          </span>
        </>
      }
    />
  )
}

function stateOfLine(line: PaymentLineDto, payment: PaymentDetail): StateWordProps {
  const word = wordOfLine(line, payment)
  if (line.booking) return { state: word === 'rejected' || word === 'cancelled' ? 'contradiction' : 'paid' }
  return { state: word === 'waiting' ? 'waitsForYou' : word }
}
