import { useTranslations } from 'next-intl'
import { CATEGORIES, type Category } from '@/lib/accounts/category'

/** The category if it has words and an icon; a person's own or a newer one is shown as it is written. */
export function findNamedCategory(category: string | null): Category | null {
  return CATEGORIES.find((named) => named === category) ?? null
}

/** "Groceries" for `groceries`; "No category" for none. */
export function useCategoryName(): (category: string | null) => string {
  const t = useTranslations('transactions.category')
  return (category) => {
    const named = findNamedCategory(category)
    return named ? t(named) : (category ?? t('none'))
  }
}
