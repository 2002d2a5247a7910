/** Keys of the categories a bank's codes can lead to. Open: a person's own category may be anything. */
export const CATEGORIES = [
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

export type Category = (typeof CATEGORIES)[number]
