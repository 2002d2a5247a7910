import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Amount } from '@/components/ui/amount'
import { DateText } from '@/components/ui/date-text'
import { Section } from '@/components/ui/section'
import type { TransactionDto } from '@/lib/accounts/transaction'
import { isPending } from '@/lib/core/iso-20022'

type LatestRowsProps = { rows: readonly TransactionDto[]; accountNames: Readonly<Record<string, string>> }

/** The ten newest rows by day. */
export function LatestRows({ rows, accountNames }: LatestRowsProps) {
  const t = useTranslations('overview')
  const days = [...new Set(rows.map((row) => row.day))]
  const all = (
    <Link className="tap text-14" href="/transactions">
      {t('allTransactions')}
    </Link>
  )
  return (
    <Section title={t('latest')} aside={all}>
      {rows.length === 0 && <p className="py-4 text-14 text-muted">{t('nothingYet')}</p>}
      {days.map((day) => (
        <div key={day}>
          <h3 className="dayline">
            <DateText day={day} form="heading" />
          </h3>
          <ul className="rows">
            {rows
              .filter((row) => row.day === day)
              .map((row) => (
                <LatestRow key={row.id} row={row} accountName={accountNames[row.accountId] ?? ''} />
              ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}

function LatestRow({ row, accountName }: { row: TransactionDto; accountName: string }) {
  const t = useTranslations('transactions')
  const pending = isPending(row.status)
  return (
    <li>
      <Link className="row" href={`/transactions?row=${row.id}`}>
        <span className="min-w-0">
          <span className="name cut">{row.name || t('noName')}</span>
          <span className="sub cut">
            {pending && <span className="pendword">{t('status.pending')}</span>}
            {pending && '· '}
            {accountName}
          </span>
        </span>
        <Amount money={row.amount} kind={row.isOwnTransfer ? 'transfer' : 'movement'} pending={pending} />
      </Link>
    </li>
  )
}
