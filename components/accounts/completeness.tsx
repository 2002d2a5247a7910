import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { MoneyText } from '@/components/ui/money-text'
import { Section } from '@/components/ui/section'
import { TimeText } from '@/components/ui/time-text'
import type { CompletenessDto } from '@/lib/insights/account-page'

/** Whether anything is missing: which days could not be read, and whether the rows make the balance. */
export function Completeness({ completeness: { check, gaps } }: { completeness: CompletenessDto }) {
  const t = useTranslations('accounts.whole')
  if (!check && gaps.length === 0) return null
  return (
    <Section title={t('title')}>
      <ul className="rows">
        {check && <CheckLine check={check} />}
        {gaps.map((gap) => (
          <GapLine key={gap.id} gap={gap} />
        ))}
      </ul>
    </Section>
  )
}

function CheckLine({ check }: { check: NonNullable<CompletenessDto['check']> }) {
  const t = useTranslations('accounts.whole')
  const { state, difference, firstDayOff, lastGoodDay, checkedAt } = check
  return (
    <li className="py-2 text-14">
      {state === 'off' && difference && firstDayOff && lastGoodDay
        ? t.rich('off', {
            good: () => <DateText day={lastGoodDay} form="long" />,
            first: () => <DateText day={firstDayOff} form="long" />,
            amount: () => <MoneyText money={difference} sign="always" />,
          })
        : t(state === 'addsUp' ? 'addsUp' : 'unknown')}
      <span className="block text-muted">
        {t('checked')} <TimeText at={checkedAt} />
      </span>
    </li>
  )
}

function GapLine({ gap: { from, to, next, reason } }: { gap: CompletenessDto['gaps'][number] }) {
  const t = useTranslations('accounts.whole')
  const days = {
    from: () => (from ? <DateText day={from} form="long" /> : null),
    to: () => <DateText day={to} form="long" />,
    next: () => <DateText day={next} form="long" />,
  }
  return (
    <li className="py-2 text-14">
      {t.rich(from === null ? 'before' : from === to ? 'oneDay' : 'days', days)}
      <span className="block text-muted">{t(reason)}</span>
    </li>
  )
}
