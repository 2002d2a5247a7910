'use client'

import { Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDisplay } from '@/components/ui/display-context'
import { Select } from '@/components/ui/select'
import { useFormat } from '@/components/ui/use-format'
import { addDays } from '@/lib/core/iso-date'
import { weekdayName } from '@/lib/core/format-day'
import { EXECUTION_RULES, FREQUENCIES } from '@/lib/payments/dates/standing-days'
import { DayPicker } from './day-picker'
import type { FormView } from './look-at-form'
import { usePay } from './pay-context'
import { useOrderWords } from './use-order-words'

/** When: the day with what banks make of it, and how often. Hidden where the bank takes no day. */
export function WizardDay() {
  const t = useTranslations('payments.form')
  const words = useOrderWords()
  const { today } = useDisplay()
  const { form, facts, view, errors, change, leave } = usePay()
  const { fields, canRepeat } = facts
  const hasDay = fields.executionDate !== 'hidden' || form.repeat !== null
  if (!hasDay && !canRepeat) return null
  const max = fields.executionDateDaysMax === null ? undefined : addDays(today, fields.executionDateDaysMax)

  function repeat(frequency: string): void {
    if (frequency === 'once') return change({ repeat: null })
    const before = form.repeat ?? { executionRule: null, endDate: null }
    change({ repeat: { ...before, frequency }, executeOn: form.executeOn ?? today })
  }

  return (
    <>
      <div className={hasDay && canRepeat ? 'two-in day-in' : 'grid gap-5'}>
        {hasDay && (
          <DayPicker
            id="executeOn"
            label={t(form.repeat ? 'day.first' : 'day.label')}
            value={form.executeOn}
            nullWord={t('day.now')}
            min={today}
            max={max}
            error={errors.executeOn && words(errors.executeOn)}
            onChange={(executeOn) => {
              change({ executeOn })
              leave('executeOn')
            }}
          />
        )}
        {!form.repeat && view && <ShiftedDay view={view} />}
        {canRepeat && (
          <Select
            id="standingOrder.frequency"
            name="frequency"
            label={t('repeat.label')}
            error={errors['standingOrder.frequency'] && words(errors['standingOrder.frequency'])}
            options={[{ value: 'once', label: t('repeat.once') }, ...FREQUENCIES.map((value) => ({ value, label: t(`repeat.${value}`) }))]}
            value={form.repeat?.frequency ?? 'once'}
            onChange={(event) => repeat(event.target.value)}
          />
        )}
      </div>
      {form.repeat && <RepeatFields />}
    </>
  )
}

/** "Banks do not move money on a Saturday. It will leave on Monday 23 November." */
function ShiftedDay({ view: { day, order } }: { view: FormView }) {
  const t = useTranslations('payments.form.day')
  const format = useFormat()
  const { language, today } = useDisplay()
  if (!day?.because) return null
  const b = (chunks: React.ReactNode) => <b>{chunks}</b>
  const leaves = format.day(day.day, 'longWeekday')
  const said =
    day.because === 'weekend'
      ? t.rich('weekend', { weekday: weekdayName(order.executeOn ?? today, language, 'long'), day: leaves, b })
      : t.rich('holiday', { holiday: t(`holidays.${day.holiday ?? 'other'}`), day: leaves, b })
  return (
    <p className="okline act shifted" aria-live="polite" suppressHydrationWarning>
      <Info className="ic s" aria-hidden="true" />
      <span>{said}</span>
    </p>
  )
}

function RepeatFields() {
  const t = useTranslations('payments.form.repeat')
  const words = useOrderWords()
  const format = useFormat()
  const { form, facts, view, errors, change, leave } = usePay()
  const { repeat } = form
  if (!repeat) return null
  const days = view?.nextDays ?? []
  return (
    <>
      <div className="two-in">
        <DayPicker
          id="standingOrder.endDate"
          label={t('end')}
          value={repeat.endDate}
          nullWord={t('endless')}
          min={form.executeOn ?? undefined}
          error={errors['standingOrder.endDate'] && words(errors['standingOrder.endDate'])}
          onChange={(endDate) => {
            change({ repeat: { ...repeat, endDate } })
            leave('standingOrder.endDate')
          }}
        />
        <Select
          id="standingOrder.executionRule"
          name="executionRule"
          label={t('rule')}
          options={[{ value: '', label: t('ruleBank') }, ...EXECUTION_RULES.map((value) => ({ value, label: t(value) }))]}
          value={repeat.executionRule ?? ''}
          onChange={(event) => change({ repeat: { ...repeat, executionRule: event.target.value || null } })}
        />
      </div>
      {days.length > 0 && (
        <p className="okline plain" suppressHydrationWarning>
          <Info className="ic s" aria-hidden="true" />
          {t('next', { days: days.map((day) => format.day(day, 'weekday')).join(', ') })}
        </p>
      )}
      {facts.capability?.standingOrders === 'unknown' && (
        <p className="okline act">
          <Info className="ic s" aria-hidden="true" />
          {t('unsure')}
        </p>
      )}
    </>
  )
}
