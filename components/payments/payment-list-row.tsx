import { ArrowRight, CalendarSync, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { Row } from '@/components/ui/row'
import { StateWord } from '@/components/ui/state-word'
import type { Format } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'
import { stateOfRow } from './verdict-state'

type PaymentListRowProps = { row: PaymentRow; format: Format; approver: string | null; hasDay?: boolean }

/** One payment of the list; `hasDay` names the day it is carried out instead of the day it was made. */
export function PaymentListRow({ row, format, approver, hasDay = false }: PaymentListRowProps) {
  const t = useTranslations('payments.list')
  const Icon = row.isRecurring ? CalendarSync : row.lineCount > 1 ? Users : ArrowRight
  const day = hasDay && row.executeOn ? row.executeOn : dayIn(new Date(row.createdAt), format.display.timeZone)
  return (
    <Row
      href={`/payments/${row.id}`}
      lead={<Icon className="ic" aria-hidden="true" />}
      name={row.lineCount > 1 ? t('several', { name: row.creditorName, others: row.lineCount - 1 }) : row.creditorName}
      sub={
        <>
          <StateWord {...stateOfRow(row, approver)} />{' '}
          <span>
            · {format.day(day, hasDay ? 'weekday' : 'short')} · {row.accountName}
            {!row.isMine && ` · ${row.memberName}`}
          </span>
        </>
      }
      end={<Amount money={row.amount} />}
    />
  )
}
