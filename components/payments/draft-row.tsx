import { PenLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { Row } from '@/components/ui/row'
import type { Format } from '@/lib/core/format'
import type { MoneyDto } from '@/lib/core/money-dto'

/** What is typed and not sent. */
export type DraftLine = {
  readonly id: string
  readonly name: string | null
  /** What its payees come to; null while one of the amounts is not to be read. */
  readonly amount: MoneyDto | null
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
      end={draft.amount && <Amount money={draft.amount} kind="transfer" />}
    />
  )
}
