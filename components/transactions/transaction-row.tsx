'use client'

import { useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import { Amount } from '@/components/ui/amount'
import { Tile } from '@/components/ui/tile'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import type { ListedAccount, ListedTransaction } from '@/lib/insights/transaction-list'
import { CategoryIcon } from './category-icon'
import { useCategoryName } from './category-name'
import type { Selection } from './use-selection'

type TransactionRowProps = {
  row: ListedTransaction
  account: ListedAccount | undefined
  href: string
  isCurrent: boolean
  onOpen: (id: string) => void
  selection: Selection
}

/** One row: category, name over what it was, and the amount. The whole row opens its details, or is what is selected. */
export function TransactionRow({ row, account, href, isCurrent, onOpen, selection }: TransactionRowProps) {
  const isSelected = selection.isOn && selection.ids.has(row.id)

  function openHere(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onOpen(row.id)
  }

  if (selection.isOn) {
    return (
      <div className={isSelected ? 'trow sel' : 'trow'}>
        <label className="row t">
          <input type="checkbox" className="box" checked={isSelected} onChange={() => selection.toggle(row.id)} />
          <Cells row={row} account={account} />
        </label>
      </div>
    )
  }
  return (
    <div className={isCurrent ? 'trow curr' : 'trow'}>
      <a className="row t" href={href} aria-current={isCurrent || undefined} onClick={openHere}>
        <CategoryIcon category={row.category} isIncoming={!row.amount.amount.startsWith('-')} isOwnTransfer={row.isOwnTransfer} />
        <Cells row={row} account={account} />
      </a>
    </div>
  )
}

function Cells({ row, account }: Pick<TransactionRowProps, 'row' | 'account'>) {
  const t = useTranslations('transactions')
  const categoryName = useCategoryName()
  return (
    <>
      <span className="min-w-0">
        <span className="name cut">{row.name || t('noName')}</span>
        <span className="sub cut">
          <Second row={row} accountName={account?.name ?? ''} />
        </span>
      </span>
      <span className="cat cut">{row.isOwnTransfer ? t('ownTransfer') : row.category && categoryName(row.category)}</span>
      <span className="ac">
        {account && <Tile id={`${account.bankCountry} ${account.bankName}`} name={account.bankName} size="small" />}
        <span className="cut">{account?.name}</span>
      </span>
      <span className="end">
        <Amount money={row.amount} kind={row.isOwnTransfer ? 'transfer' : 'movement'} pending={isPending(row.status)} />
      </span>
    </>
  )
}

/** What matters first, in case the line is cut: pending, really twice, then the account and what it was. */
function Second({ row, accountName }: { row: ListedTransaction; accountName: string }) {
  const t = useTranslations('transactions')
  const pending = isPending(row.status)
  return (
    <>
      {pending && <span className="pendword">{t('status.pending')}</span>}
      {pending && '· '}
      {!pending && !isBooked(row.status) && `${row.status === 'SCHD' ? t('status.scheduled') : t('status.other')} · `}
      {row.reviewReason && <span className="twice">{t(row.reviewReason === 'possible_twin' ? 'reallyTwice' : 'toCheck')}</span>}
      <span className="phone-in">
        {accountName}
        {row.description && ' · '}
      </span>
      {row.note ?? row.description}
    </>
  )
}
