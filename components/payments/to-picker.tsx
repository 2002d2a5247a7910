'use client'

import { useTranslations } from 'next-intl'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { describedBy, Field } from '@/components/ui/field'
import { Tile } from '@/components/ui/tile'
import { formatIban } from '@/lib/core/iban'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'
import { matchSuggestions } from './match-suggestions'
import { usePayeeSearch } from './use-payee-search'

type ToPickerProps = {
  id: string
  label: string
  value: string
  suggestions: readonly PayeeSuggestion[]
  /** Of the one not to be proposed: the account that is paid from. */ leftOut?: string
  error?: string
  help?: ReactNode
  /** The button at the field's end. */
  tail?: ReactNode
  onChange: (name: string) => void
  onChoose: (suggestion: PayeeSuggestion) => void
  onLeave?: () => void
}

/** A name with proposals below it (ARIA combobox): arrows move, Enter takes, Escape closes, typing goes on either way. */
export function ToPicker({ id, label, value, suggestions, leftOut, error, help, tail, onChange, onChoose, onLeave }: ToPickerProps) {
  const texts = { label, error, help }
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const all = usePayeeSearch(suggestions, isOpen ? value : '')
  const proposed = all.filter(({ key }) => key !== leftOut)
  const shown = isOpen ? matchSuggestions(proposed, value) : []
  const listId = `${id}-list`

  function choose(suggestion: PayeeSuggestion): void {
    setOpen(false)
    setAt(-1)
    onChoose(suggestion)
  }

  function press(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const current = shown[at]
    if (step !== 0) {
      event.preventDefault()
      if (!isOpen) setOpen(true)
      else if (shown.length > 0) setAt((at + step + shown.length) % shown.length)
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      choose(current)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      setOpen(false)
    }
  }

  return (
    <Field id={id} {...texts}>
      <div className="to-box">
        <div className={tail ? 'inwrap tail-button' : 'inwrap'}>
          <input
            id={id}
            className="inp"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={shown[at] ? `${listId}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={140}
            value={value}
            {...describedBy(id, texts)}
            onFocus={() => setOpen(true)}
            onClick={() => setOpen(true)}
            onBlur={() => {
              setOpen(false)
              onLeave?.()
            }}
            onChange={(event) => {
              setOpen(true)
              setAt(-1)
              onChange(event.target.value)
            }}
            onKeyDown={press}
          />
          {tail}
        </div>
        <Suggestions id={listId} shown={shown} at={at} onChoose={choose} />
      </div>
    </Field>
  )
}

type SuggestionsProps = {
  id: string
  shown: readonly PayeeSuggestion[]
  at: number
  onChoose: (suggestion: PayeeSuggestion) => void
}

function Suggestions({ id, shown, at, onChoose }: SuggestionsProps) {
  const t = useTranslations('payments.form.to')
  return (
    <div id={id} role="listbox" aria-label={t('suggestions')} className="to-list" hidden={shown.length === 0}>
      {shown.map((suggestion, index) => (
        <div
          key={suggestion.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          // The field keeps the focus: leaving it would close the list before the click arrives.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <Tile id={suggestion.bankTileId ?? suggestion.name} name={suggestion.alias ?? suggestion.name} />
          <span className="min-w-0">
            <span className="name cut">{suggestion.alias ?? suggestion.name}</span>
            <span className="sub code cut">{subOf(suggestion, suggestion.kind === 'own' ? t('own') : null)}</span>
          </span>
        </div>
      ))}
    </div>
  )
}

function subOf({ account }: PayeeSuggestion, word: string | null): string {
  const number = account.scheme === 'IBAN' ? formatIban(account.identification) : account.identification
  return word === null ? number : `${word} · ${number}`
}
