'use client'

import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { DateText } from '@/components/ui/date-text'
import { DefinitionRows, type Definition } from '@/components/ui/definition-rows'
import { MoneyText } from '@/components/ui/money-text'
import { PrivateText } from '@/components/ui/private-text'
import { formatIban } from '@/lib/core/iban'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import { Annotations, type SaveAnnotation } from './annotations'
import { RowReasons } from './row-reasons'

/** One row whole: the clean name and amount, the person's words, the bank's words, why it is one row, and the codes. */
export function TransactionDetail({ detail, onSave }: { detail: TransactionDetailDto; onSave: SaveAnnotation }) {
  const t = useTranslations('transactions.panel')
  const { row, raw } = detail
  return (
    <div className="detail">
      <p className="detail-amount">
        <Amount money={row.amount} kind={row.isOwnTransfer ? 'transfer' : 'movement'} pending={isPending(row.status)} />
      </p>
      <Placed detail={detail} />
      <Annotations detail={detail} onSave={onSave} />
      <h3>{t('bankWrote')}</h3>
      {raw.length > 0 ? (
        <p className="rawbox code">
          <PrivateText>{raw.join('\n')}</PrivateText>
        </p>
      ) : (
        <p className="text-14 text-muted">{t('bankWroteNothing')}</p>
      )}
      <h3>{t('why')}</h3>
      <RowReasons detail={detail} />
      <h3>{t('codes')}</h3>
      <DefinitionRows rows={useCodeRows(detail)} isCode isNarrow />
    </div>
  )
}

function Placed({ detail: { row, accountName, instructed, exchangeRate, amountExcess } }: { detail: TransactionDetailDto }) {
  const t = useTranslations('transactions')
  const status = isBooked(row.status)
    ? t('status.booked')
    : isPending(row.status)
      ? t('status.pending')
      : row.status === 'SCHD'
        ? t('status.scheduled')
        : t('status.other')
  return (
    <>
      <p className="text-14 text-muted">
        {status} <DateText day={row.day} /> · {accountName}
        {row.isOwnTransfer && ` · ${t('ownTransfer')}`}
      </p>
      {instructed && (
        <p className="text-14 text-muted">
          {t('panel.instructed')} <MoneyText money={instructed} />
          {exchangeRate && ` · ${t('panel.rate', { rate: exchangeRate })}`}
        </p>
      )}
      {amountExcess && <p className="text-14 text-warning">{t('panel.excess', { digits: amountExcess })}</p>}
      {row.reviewReason && <p className="text-14 text-warning">{t('panel.review')}</p>}
    </>
  )
}

function useCodeRows({ codes, counterparty, balanceAfter, row }: TransactionDetailDto): Definition[] {
  const t = useTranslations('transactions.panel.code')
  const isOut = row.amount.amount.startsWith('-')
  const rows: (Definition | null)[] = [
    text(t('entryReference'), codes.entryReference),
    text(t('referenceNumber'), codes.referenceNumber),
    text(t('bankCode'), codes.bankCode),
    text(t('bankCodeText'), codes.bankCodeText),
    text(t('merchantCode'), codes.merchantCategoryCode),
    day(t('bookingDate'), codes.bookingDate),
    day(t('valueDate'), codes.valueDate),
    day(t('transactionDate'), codes.transactionDate),
    text(t(isOut ? 'payeeIban' : 'payerIban'), counterparty?.iban ? formatIban(counterparty.iban) : null),
    text(t(isOut ? 'payeeAccount' : 'payerAccount'), counterparty?.otherAccount ?? null),
    text(t('address'), counterparty?.address.join(', ') || null),
    balanceAfter && { term: t('balanceAfter'), value: <MoneyText money={balanceAfter} /> },
    text(t('status'), codes.bankStatus),
    text(t('transactionId'), codes.transactionId),
  ]
  return rows.filter((one) => one !== null)
}

function text(term: string, value: string | null): Definition | null {
  return value === null || value === '' ? null : { term, value }
}

function day(term: string, value: string | null): Definition | null {
  return value === null ? null : { term, value: <DateText day={value} form="full" /> }
}
