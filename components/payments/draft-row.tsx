import { PenLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PrivateText } from '@/components/ui/private-text'
import { Row } from '@/components/ui/row'
import type { Format } from '@/lib/core/format'

/** What is typed and not sent. */
export type DraftLine = {
  readonly id: string
  readonly name: string | null
  /** As typed, with its currency: nothing has checked it. */
  readonly amount: string | null
  readonly others: number
  readonly updatedAt: string
}

export function DraftRow({ draft, format }: { draft: DraftLine; format: Format }) {
  const t = useTranslations('payments.list')
  const name = draft.name ?? t('noPayee')
  return (
    <Row
      href={`/payments/new?draft=${draft.id}`}
      lead={<PenLine className="ic" aria-hidden="true" />}
      name={draft.others > 0 ? t('several', { name, others: draft.others }) : name}
      sub={t('changed', { time: format.time(draft.updatedAt, 'relative') })}
      end={draft.amount && <span className="num text-muted lg:text-14">{<PrivateText>{draft.amount}</PrivateText>}</span>}
    />
  )
}
