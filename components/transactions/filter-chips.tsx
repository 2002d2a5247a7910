'use client'

import { Calendar, CircleHelp, SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chip, ChipButton } from '@/components/ui/chip'
import { useFormat } from '@/components/ui/use-format'
import { writeTransactionFilter, type TransactionFilter } from '@/lib/accounts/transaction-filter'
import type { TransactionListDto } from '@/lib/insights/transaction-list'
import { useCategoryName } from './category-name'

type SetFilter = { key: string; label: string; icon?: 'day'; without: TransactionFilter }

/** What narrows the list, each with a cross that takes it away, and the door to the other filters. */
export function FilterChips({ list, onOpen }: { list: TransactionListDto; onOpen: () => void }) {
  const t = useTranslations('transactions.filter')
  const set = useSetFilters(list)
  const { filter, reviewCount } = list
  return (
    <div className="chips" role="group" aria-label={t('title')}>
      {set.map(({ key, label, icon, without }) => (
        <Chip
          key={key}
          isOn
          href={addressOf(without)}
          removeLabel={t('remove', { label })}
          icon={icon && <Calendar className="ic" aria-hidden="true" />}
        >
          {label}
        </Chip>
      ))}
      {!filter.review && reviewCount > 0 && (
        <Chip href="/transactions/review" icon={<CircleHelp className="ic" aria-hidden="true" />}>
          {t('review')} <b className="num">{reviewCount}</b>
        </Chip>
      )}
      {filter.accounts.length === 0 && list.accounts.length > 1 && (
        <ChipButton hasMenu onClick={onOpen}>
          {t('account')}
        </ChipButton>
      )}
      {filter.category === null && (
        <ChipButton hasMenu onClick={onOpen}>
          {t('category')}
        </ChipButton>
      )}
      <ChipButton onClick={onOpen} icon={<SlidersHorizontal className="ic" aria-hidden="true" />}>
        {t('open')}
      </ChipButton>
    </div>
  )
}

function useSetFilters({ filter, accounts }: TransactionListDto): SetFilter[] {
  const t = useTranslations('transactions.filter')
  const format = useFormat()
  const categoryName = useCategoryName()
  const day = (text: string) => format.day(text, 'short')
  const set: (SetFilter | false)[] = [
    (filter.from !== null || filter.to !== null) && {
      key: 'days',
      icon: 'day',
      label:
        filter.from === null
          ? t('to', { day: day(filter.to ?? '') })
          : filter.to === null
            ? t('from', { day: day(filter.from) })
            : t('between', { from: day(filter.from), to: day(filter.to) }),
      without: { ...filter, from: null, to: null },
    },
    ...filter.accounts.map((id) => ({
      key: id,
      label: accounts.find((account) => account.id === id)?.name ?? t('unknownAccount'),
      without: { ...filter, accounts: filter.accounts.filter((other) => other !== id) },
    })),
    filter.category !== null && { key: 'category', label: categoryName(filter.category), without: { ...filter, category: null } },
    filter.status !== null && { key: 'status', label: t(filter.status), without: { ...filter, status: null } },
    filter.direction !== null && { key: 'direction', label: t(filter.direction), without: { ...filter, direction: null } },
    (filter.min !== null || filter.max !== null) && {
      key: 'amount',
      label:
        filter.min === null
          ? t('atMost', { amount: filter.max ?? '' })
          : filter.max === null
            ? t('atLeast', { amount: filter.min })
            : t('amounts', { min: filter.min, max: filter.max }),
      without: { ...filter, min: null, max: null },
    },
    filter.review && { key: 'review', label: t('review'), without: { ...filter, review: false } },
  ]
  return set.filter((one) => one !== false)
}

function addressOf(filter: TransactionFilter): string {
  const params = writeTransactionFilter(filter)
  return params.size > 0 ? `/transactions?${params}` : '/transactions'
}
