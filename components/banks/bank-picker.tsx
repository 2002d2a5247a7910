'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Skeleton } from '@/components/ui/skeleton'
import { searchAspsps, type AspspItem } from '@/lib/bank-sessions/search-aspsps'
import { BankResult } from './bank-result'
import { useBanks, type BankKey } from './queries'

/** More would be scrolled by nobody; a letter more of the name brings the rest. */
const SHOWN_MAX = 50

type BankPickerProps = { bankKey: BankKey; countryName: string; chosen: string | null; onChoose: (name: string) => void }

/** Type-ahead over the banks of a country by name, BIC or group; the list is searched here, so a key press asks nobody. */
export function BankPicker({ bankKey, countryName, chosen, onChoose }: BankPickerProps) {
  const t = useTranslations('connect')
  const [typed, setTyped] = useState('')
  const query = useDeferredValue(typed)
  const banks = useBanks(bankKey)
  const hits = useMemo(() => (banks.data ? searchAspsps(banks.data, query) : []), [banks.data, query])
  const shown = withChosen(hits.slice(0, SHOWN_MAX), hits, chosen)

  function chooseFirst(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const [first] = banks.data ? searchAspsps(banks.data, typed) : []
    if (first) onChoose(first.name)
  }

  return (
    <div className="field">
      <label htmlFor="bank-search">{t('bank')}</label>
      <div className="inwrap lead-icon">
        <Search className="ic" aria-hidden="true" />
        <input
          id="bank-search"
          className="inp"
          type="search"
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          aria-describedby="bank-hits"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={chooseFirst}
        />
      </div>
      <p className="help" id="bank-hits" aria-live="polite">
        {banks.isPending
          ? t('loading')
          : banks.data
            ? t('hits', { hits: hits.length, all: banks.data.length, country: countryName })
            : null}
      </p>
      {banks.isPending && <Skeleton rows={4} />}
      {banks.error && (
        <div className="grid gap-3">
          <ErrorWords code={banks.error.code} />
          <Button onClick={() => void banks.refetch()}>{t('again')}</Button>
        </div>
      )}
      {shown.length > 0 && (
        <fieldset>
          <legend className="vh">{t('results')}</legend>
          <ul className="bank-results">
            {shown.map((item) => (
              <BankResult key={item.name} item={item} query={query} isChosen={item.name === chosen} onChoose={() => onChoose(item.name)} />
            ))}
          </ul>
        </fieldset>
      )}
      {hits.length > SHOWN_MAX && <p className="help">{t('shown', { count: SHOWN_MAX })}</p>}
      {shown.some(({ beta }) => beta) && <p className="help">{t('betaHelp')}</p>}
    </div>
  )
}

/** A bank chosen further down stays in sight. */
function withChosen(shown: AspspItem[], hits: readonly AspspItem[], chosen: string | null): AspspItem[] {
  const far = chosen === null || shown.some(({ name }) => name === chosen) ? undefined : hits.find(({ name }) => name === chosen)
  return far ? [far, ...shown] : shown
}
