import type { Review } from '@/lib/accounts/store-rows'
import type { Delivery } from './delivery'
import { pairKey } from './match-gone'

type Surplus = { readonly twins: readonly { readonly id: string; readonly otherId: string }[]; readonly decided: ReadonlySet<string> }

/**
 * A row the whole list no longer names beside a twin it does name: listed twice by a page that came twice, or one of two real
 * ones that the bank dropped. Nothing is taken away; a person is asked, once for each row.
 */
export function findSurplus({ claimed }: Delivery, { twins, decided }: Surplus): (Review & { readonly id: string })[] {
  const reviews = new Map<string, Review & { readonly id: string }>()
  for (const { id, otherId } of twins) {
    if (claimed.has(id) || !claimed.has(otherId) || reviews.has(id) || decided.has(pairKey(id, otherId))) continue
    reviews.set(id, { id, reason: 'possible_twin', otherIds: [otherId] })
  }
  return [...reviews.values()]
}
