import { useTranslations } from 'next-intl'

/** The categories that have words and an icon; a person's own or a newer one is shown as it is written. */
export const NAMED_CATEGORIES = [
  'groceries',
  'eating_out',
  'transport',
  'health',
  'home',
  'energy',
  'insurance',
  'childcare',
  'salary',
  'savings',
  'transfer',
  'subscriptions',
  'shopping',
  'cash',
  'fees',
  'travel',
  'leisure',
  'other',
] as const

export type NamedCategory = (typeof NAMED_CATEGORIES)[number]

export function findNamedCategory(category: string | null): NamedCategory | null {
  return NAMED_CATEGORIES.find((named) => named === category) ?? null
}

/** "Groceries" for `groceries`; "No category" for none. */
export function useCategoryName(): (category: string | null) => string {
  const t = useTranslations('transactions.category')
  return (category) => {
    const named = findNamedCategory(category)
    return named ? t(named) : (category ?? t('none'))
  }
}
