import { ChevronRight, CircleHelp, CircleX, Clock, LoaderCircle, Unlink, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Attention } from '@/lib/insights/overview'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'
import { PaymentAttention } from './payment-attention'

const ICONS: Record<Attention['kind'], LucideIcon> = {
  ends: Clock,
  ended: CircleX,
  reading: LoaderCircle,
  unshared: Unlink,
  review: CircleHelp,
}

type AttentionListProps = { items: readonly Attention[]; /** That need the viewer. */ payments: readonly PaymentRow[] }

/** What waits for the person, money first, each line a link to where it is done. Nothing waiting: nothing drawn. */
export function AttentionList({ items, payments }: AttentionListProps) {
  const t = useTranslations('overview.attention')
  if (items.length + payments.length === 0) return null
  return (
    <section className="need" aria-label={t('title')}>
      <ul>
        <PaymentAttention payments={payments} />
        {items.map((item) => (
          <AttentionLine key={`${item.kind} ${placeOf(item)}`} item={item} />
        ))}
      </ul>
    </section>
  )
}

function AttentionLine({ item }: { item: Attention }) {
  const Icon = ICONS[item.kind]
  return (
    <li>
      <Link href={placeOf(item)}>
        <Icon className="ic" aria-hidden="true" />
        <span>
          <Words item={item} />
        </span>
        <ChevronRight className="ic" aria-hidden="true" />
      </Link>
    </li>
  )
}

function Words({ item }: { item: Attention }) {
  const t = useTranslations('overview.attention')
  const b = (chunks: ReactNode) => <b>{chunks}</b>
  switch (item.kind) {
    case 'ends':
      return t.rich(`ends.${item.step}`, { b, bank: item.bankName, days: item.days })
    case 'ended':
      return t.rich(item.isEvicted ? 'evicted' : 'ended', { b, bank: item.bankName })
    case 'reading':
      return t.rich('reading', { b, bank: item.bankName })
    case 'unshared':
      return t.rich('unshared', { b, bank: item.bankName, name: item.name })
    case 'review':
      return t.rich('review', { b, count: item.count })
  }
}

/** An access that ends is one press from being renewed; one that another ended is explained first. */
function placeOf(item: Attention): string {
  switch (item.kind) {
    case 'review':
      return '/transactions/review'
    case 'reading':
      return `/banks/${item.bankSessionId}/progress`
    case 'unshared':
      return `/accounts/${item.accountId}`
    case 'ends':
      return `/banks/${item.bankSessionId}/renew`
    case 'ended':
      return item.isEvicted ? `/banks/${item.bankSessionId}` : `/banks/${item.bankSessionId}/renew`
  }
}
