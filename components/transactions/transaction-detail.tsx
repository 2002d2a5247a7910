'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Amount } from '@/components/ui/amount'
import { DateText } from '@/components/ui/date-text'
import { DefinitionRows, type Definition } from '@/components/ui/definition-rows'
import { ErrorWords } from '@/components/ui/error-words'
import { MoneyText } from '@/components/ui/money-text'
import { PrivateText } from '@/components/ui/private-text'
import { formatIban } from '@/lib/core/iban'
import { isPending } from '@/lib/core/iso-20022'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import { Annotations, type SaveAnnotation } from './annotations'
import { DecisionList } from './decision-list'
import { MergeWith } from './merge-with'
import type { RowDetail } from './read-detail'
import { RowReasons } from './row-reasons'
import { StandsBehind } from './stands-behind'
import { useStatusWord } from './status-word'
import type { RowDecisions } from './use-row-decisions'

type TransactionDetailProps = { detail: RowDetail; onSave: SaveAnnotation; decisions: RowDecisions }

/** One row whole: the clean name and amount, the person's words, the bank's words, why it is one row, and the codes. */
export function TransactionDetail({ detail, onSave, decisions }: TransactionDetailProps) {
  const t = useTranslations('transactions.panel')
  const { row, raw } = detail
  return (
    <div className="detail">
      <p className="detail-amount">
        <Amount money={row.amount} kind={row.isOwnTransfer ? 'transfer' : 'movement'} pending={isPending(row.status)} />
      </p>
      <Placed detail={detail} />
      {detail.paymentId && <PaidHere paymentId={detail.paymentId} />}
      {detail.supersededBy && <StandsBehind row={detail.supersededBy} />}
      <Annotations detail={detail} onSave={onSave} />
      <h3>{t('bankWrote')}</h3>
      {raw.length > 0 ? (
        <p className="rawbox code">
          <PrivateText>{raw.join('\n')}</PrivateText>
        </p>
      ) : (
        <p className="text-14 text-muted">{t('bankWroteNothing')}</p>
      )}
      <Why detail={detail} decisions={decisions} />
      <h3>{t('codes')}</h3>
      <DefinitionRows rows={useCodeRows(detail)} isCode isNarrow />
    </div>
  )
}

/** The debit of a payment that was made here: how it went, and the same once more. */
function PaidHere({ paymentId }: { paymentId: string }) {
  const t = useTranslations('transactions.panel')
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-14">
      <Link href={`/payments/${paymentId}`}>{t('paidHere')}</Link>
      <Link href={`/payments/new?copy=${paymentId}`}>{t('payAgain')}</Link>
    </p>
  )
}

/** Why it is one row, what was said about that, and the ways to say otherwise. */
function Why({ detail, decisions }: Pick<TransactionDetailProps, 'detail' | 'decisions'>) {
  const t = useTranslations('transactions')
  return (
    <>
      <h3>{t('panel.why')}</h3>
      <RowReasons detail={detail} decisions={decisions} />
      {decisions.code && <ErrorWords code={decisions.code} />}
      {detail.mayEdit && <MergeWith key={detail.decisions.length} id={detail.row.id} decisions={decisions} />}
      {detail.decisions.length > 0 && (
        <>
          <h3>{t('why.decided')}</h3>
          <DecisionList decisions={detail.decisions} undo={decisions.undo} onUndone={decisions.refresh} />
        </>
      )}
    </>
  )
}

function Placed({ detail: { row, accountName, instructed, exchangeRate, amountExcess } }: { detail: TransactionDetailDto }) {
  const t = useTranslations('transactions')
  const statusWord = useStatusWord()
  return (
    <>
      <p className="text-14 text-muted">
        {statusWord(row.status)} <DateText day={row.day} /> · {accountName}
        {row.isOwnTransfer && ` · ${t('ownTransfer')}`}
      </p>
      {instructed && (
        <p className="text-14 text-muted">
          {t('panel.instructed')} <MoneyText money={instructed} />
          {exchangeRate && ` · ${t('panel.rate', { rate: exchangeRate })}`}
        </p>
      )}
      {amountExcess && <p className="text-14 text-warning">{t('panel.excess', { digits: amountExcess })}</p>}
      {row.reviewReason && (
        <p className="text-14 text-warning">
          {t('panel.review')} <a href="/transactions/review">{t('panel.toReview')}</a>
        </p>
      )}
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
