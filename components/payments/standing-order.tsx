import { useTranslations } from 'next-intl'
import { DefinitionRows } from '@/components/ui/definition-rows'
import { Section } from '@/components/ui/section'
import { findIsoDate, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { Format } from '@/lib/core/format'
import { standingDays } from '@/lib/payments/dates/standing-days'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'

const SHOWN_DAYS = 4
/** More than any standing order has by then: days of the past are counted too. */
const COUNTED_DAYS = 800

type StandingOrderProps = { payment: PaymentDetail; format: Format }

/** How it repeats, its next days, and the debits found so far. */
export function StandingOrder({ payment, format }: StandingOrderProps) {
  const t = useTranslations('payments.page.standing')
  const { standingOrder: rule, bankName: bank } = payment
  if (!rule) return null
  const next = nextDays(payment, format.display.today)
  const until = rule.endDate ? t('until', { day: format.day(rule.endDate, 'full') }) : t('endless', { bank })
  return (
    <Section title={t('title')}>
      <p className="pt-3">
        {t('so', { frequency: rule.frequency })}, {until}.
      </p>
      <DefinitionRows
        rows={[
          {
            term: t('next'),
            value: next.length > 0 ? <NextDays days={next} format={format} /> : t('over'),
          },
        ]}
      />
      <p className="footnote">{t('note', { bank })}</p>
    </Section>
  )
}

function NextDays({ days, format }: { days: readonly IsoDate[]; format: Format }) {
  return (
    <ul>
      {days.map((day) => (
        <li key={day}>{format.day(day, 'longWeekday')}</li>
      ))}
    </ul>
  )
}

function nextDays({ standingOrder: rule, executeOn, submittedAt, createdAt, amount }: PaymentDetail, today: IsoDate): IsoDate[] {
  if (!rule) return []
  const first = parseIsoDate(executeOn ?? (submittedAt ?? createdAt).slice(0, 10))
  const order = { frequency: rule.frequency, executionRule: rule.executionRule, endDate: findIsoDate(rule.endDate) }
  const days = standingDays(first, order, { count: COUNTED_DAYS, currency: amount.currency })
  return days.filter((day) => day >= today).slice(0, SHOWN_DAYS)
}
