'use client'

import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import { FREQUENCIES } from '@/lib/payments/dates/standing-days'
import type { Format } from '@/lib/core/format'
import type { FormView } from './look-at-form'
import { Said } from './review-said'

/** When it leaves, why it is another day than the one chosen, and how it goes on. */
export function ReviewDay({ view }: { view: FormView }) {
  const t = useTranslations('payments.review')
  const format = useFormat()
  const { order } = view
  return (
    <>
      <Said term={t('on')} {...dayWords(view, { t, format })} />
      {order.standingOrder && <Repeat view={view} />}
    </>
  )
}

type Words = { t: ReturnType<typeof useTranslations<'payments.review'>>; format: Format }

function dayWords({ day, order }: FormView, { t, format }: Words): { what: string; sub?: string } {
  if (!day) return order.executeOn ? { what: format.day(order.executeOn, 'fullWeekday') } : { what: t('instant'), sub: t('instantSub') }
  const what = format.day(day.day, 'fullWeekday')
  if (!day.because) return order.executeOn === null ? { what, sub: t('nowSub') } : { what }
  if (order.executeOn === null) return { what, sub: t(day.because === 'weekend' ? 'nowWeekend' : 'nowHoliday') }
  const chosen = format.day(order.executeOn, 'longWeekday')
  return { what, sub: t(day.because === 'weekend' ? 'shiftedWeekend' : 'shiftedHoliday', { day: chosen }) }
}

function Repeat({ view: { order, nextDays } }: { view: FormView }) {
  const t = useTranslations('payments.review')
  const words = useTranslations('payments.form.repeat')
  const format = useFormat()
  const rule = order.standingOrder
  if (!rule) return null
  const known = FREQUENCIES.find((frequency) => frequency === rule.frequency)
  const frequency = known ? words(known) : rule.frequency
  const what = rule.endDate ? t('repeatUntil', { frequency, day: format.day(rule.endDate, 'full') }) : t('repeatEndless', { frequency })
  const next = nextDays.length > 0 ? t('repeatNext', { days: nextDays.map((day) => format.day(day, 'weekday')).join(', ') }) : ''
  return <Said term={t('repeat')} what={what} sub={`${next} ${t('repeatEndAtBank')}`} />
}
