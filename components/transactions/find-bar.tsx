'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { TransactionFilter } from '@/lib/accounts/transaction-filter'
import { cleanLine } from '@/lib/core/text'
import type { TransactionListDto } from '@/lib/insights/transaction-list'
import { FilterChips } from './filter-chips'

const TYPING_PAUSE_MS = 250

/** Read when the filters are first opened. */
const FilterSheet = dynamic(() => import('./filter-sheet').then((module) => module.FilterSheet), { ssr: false, loading: () => null })

type FindBarProps = { list: TransactionListDto; onChange: (filter: TransactionFilter) => void }

/** The search field and the filters; both live in the address, so what is found can be shared and found again. */
export function FindBar({ list, onChange }: FindBarProps) {
  const [isOpen, setOpen] = useState<boolean | null>(null)
  return (
    <div className="find">
      <SearchField filter={list.filter} onChange={onChange} />
      <FilterChips list={list} onOpen={() => setOpen(true)} />
      {isOpen !== null && (
        <FilterSheet
          list={list}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          onApply={(filter) => {
            setOpen(false)
            onChange(filter)
          }}
        />
      )}
    </div>
  )
}

function SearchField({ filter, onChange }: { filter: TransactionFilter; onChange: (filter: TransactionFilter) => void }) {
  const t = useTranslations('transactions')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    // The address changed by other means than typing: the back button, or a link that shows all rows.
    if (field.current && document.activeElement !== field.current) field.current.value = filter.text ?? ''
  }, [filter.text])

  function search(text: string): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange({ ...filter, text: cleanLine(text, 100) }), TYPING_PAUSE_MS)
  }

  return (
    <search>
      <form
        action="/transactions"
        onSubmit={(event) => {
          event.preventDefault()
          clearTimeout(timer.current)
          onChange({ ...filter, text: cleanLine(field.current?.value, 100) })
        }}
      >
        <div className="inwrap lead-icon">
          <Search className="ic" aria-hidden="true" />
          <label className="vh" htmlFor="q">
            {t('search')}
          </label>
          <input
            ref={field}
            className="inp"
            id="q"
            name="q"
            type="search"
            placeholder={t('searchPlaceholder')}
            defaultValue={filter.text ?? ''}
            autoComplete="off"
            enterKeyHint="search"
            maxLength={100}
            onChange={(event) => search(event.currentTarget.value)}
          />
        </div>
      </form>
    </search>
  )
}
