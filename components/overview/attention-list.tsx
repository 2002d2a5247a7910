import { ChevronRight, CircleHelp, CircleX, Clock, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Attention } from '@/lib/insights/overview'

const ICONS: Record<Attention['kind'], LucideIcon> = { ends: Clock, ended: CircleX, reading: LoaderCircle, review: CircleHelp }

/** What waits for the person, each line a link to where it is done. Nothing waiting: nothing drawn. */
export function AttentionList({ items }: { items: readonly Attention[] }) {
  const t = useTranslations('overview.attention')
  if (items.length === 0) return null
  return (
    <section className="need" aria-label={t('title')}>
      <ul>
        {items.map((item) => (
          <AttentionLine key={item.kind === 'review' ? item.kind : `${item.kind} ${item.bankSessionId}`} item={item} />
        ))}
      </ul>
    </section>
  )
}

function AttentionLine({ item }: { item: Attention }) {
  const t = useTranslations('overview.attention')
  const Icon = ICONS[item.kind]
  const strong = (chunks: ReactNode) => <b>{chunks}</b>
  return (
    <li>
      <Link href={placeOf(item)}>
        <Icon className="ic" aria-hidden="true" />
        <span>
          {item.kind === 'review'
            ? t.rich('review', { b: strong, count: item.count })
            : t.rich(item.kind, { b: strong, bank: item.bankName, days: item.kind === 'ends' ? item.days : 0 })}
        </span>
        <ChevronRight className="ic" aria-hidden="true" />
      </Link>
    </li>
  )
}

function placeOf(item: Attention): string {
  switch (item.kind) {
    case 'review':
      return '/transactions?review=1'
    case 'reading':
      return `/banks/${item.bankSessionId}/progress`
    default:
      return `/banks/${item.bankSessionId}`
  }
}
