'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { readTransactionFilter, type TransactionFilter } from '@/lib/accounts/transaction-filter'
import type { TransactionListDto } from '@/lib/insights/transaction-list'
import { CATEGORIES } from '@/lib/accounts/category'

type FilterSheetProps = { list: TransactionListDto; isOpen: boolean; onClose: () => void; onApply: (filter: TransactionFilter) => void }

/** All filters on one sheet; what is left empty narrows nothing. */
export function FilterSheet({ list, isOpen, onClose, onApply }: FilterSheetProps) {
  const t = useTranslations('transactions.filter')
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const params = new URLSearchParams({ account: form.getAll('account').join(',') })
    for (const name of ['from', 'to', 'category', 'status', 'direction', 'min', 'max']) params.set(name, String(form.get(name) ?? ''))
    onApply({ ...readTransactionFilter(params), text: list.filter.text, review: list.filter.review })
  }
  return (
    <Sheet isOpen={isOpen} onClose={onClose} isQuestion title={t('title')}>
      <form className="grid gap-5 pt-4" onSubmit={submit}>
        <Days filter={list.filter} />
        <Accounts list={list} />
        <Choices filter={list.filter} />
        <Amounts filter={list.filter} />
        <SubmitButton>{t('apply')}</SubmitButton>
        <ButtonLink look="plain" href="/transactions/review">
          {t('decided')}
        </ButtonLink>
      </form>
    </Sheet>
  )
}

function Days({ filter }: { filter: TransactionFilter }) {
  const t = useTranslations('transactions.filter')
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextInput name="from" type="date" label={t('fromLabel')} defaultValue={filter.from ?? ''} required={false} />
      <TextInput name="to" type="date" label={t('toLabel')} defaultValue={filter.to ?? ''} required={false} />
    </div>
  )
}

function Accounts({ list: { accounts, filter } }: { list: TransactionListDto }) {
  const t = useTranslations('transactions.filter')
  if (accounts.length < 2) return null
  return (
    <fieldset className="field">
      <legend>{t('accounts')}</legend>
      {accounts.map((account) => (
        <Checkbox
          key={account.id}
          name="account"
          value={account.id}
          defaultChecked={filter.accounts.includes(account.id)}
          label={account.name}
          sub={account.bankName}
        />
      ))}
    </fieldset>
  )
}

function Choices({ filter }: { filter: TransactionFilter }) {
  const t = useTranslations('transactions')
  const any = { value: '', label: t('filter.any') }
  return (
    <>
      <Select
        name="category"
        label={t('filter.category')}
        defaultValue={filter.category ?? ''}
        options={[any, ...CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))]}
      />
      <Select
        name="direction"
        label={t('filter.direction')}
        defaultValue={filter.direction ?? ''}
        options={[any, { value: 'in', label: t('filter.in') }, { value: 'out', label: t('filter.out') }]}
      />
      <Select
        name="status"
        label={t('filter.status')}
        defaultValue={filter.status ?? ''}
        options={[any, { value: 'booked', label: t('filter.booked') }, { value: 'pending', label: t('filter.pending') }]}
      />
    </>
  )
}

function Amounts({ filter }: { filter: TransactionFilter }) {
  const t = useTranslations('transactions.filter')
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextInput name="min" inputMode="decimal" label={t('minLabel')} defaultValue={filter.min ?? ''} required={false} autoComplete="off" />
      <TextInput name="max" inputMode="decimal" label={t('maxLabel')} defaultValue={filter.max ?? ''} required={false} autoComplete="off" />
    </div>
  )
}
