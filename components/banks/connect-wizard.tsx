'use client'

import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Steps } from '@/components/ui/steps'
import { WizardBar } from '@/components/ui/wizard-bar'
import { BankPicker } from './bank-picker'
import { ConsentPanel } from './consent-panel'
import { QueryScope } from './query-scope'
import type { StartBank } from './start-bank'

export type ConnectSource = { readonly value: string; readonly label: string }

type ConnectWizardProps = {
  sources: readonly ConnectSource[]
  countries: readonly { readonly code: string; readonly name: string }[]
  start: {
    readonly source: string
    readonly country: string
    readonly bank: string | null
  }
  startBank: StartBank
}

/** Country and bank on the left, what it means on the right; on the phone one after the other, with the browser's own way back. */
export function ConnectWizard(props: ConnectWizardProps) {
  return (
    <QueryScope>
      <Wizard {...props} />
    </QueryScope>
  )
}

function Wizard({ sources, countries, start, startBank }: ConnectWizardProps) {
  const t = useTranslations('connect')
  const [source, setSource] = useState(start.source)
  const [country, setCountry] = useState(start.country)
  const [bank, setBank] = useState(start.bank)
  const isReview = useSearchParams().get('step') === 'review' && bank !== null
  const panel = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isReview) panel.current?.focus()
  }, [isReview])

  function changeSource(value: string): void {
    // Another application may reach other countries: the server answers anew.
    window.location.assign(`/banks/connect?${new URLSearchParams({ source: value, country })}`)
    setSource(value)
  }

  return (
    <div className="connect" data-step={isReview ? 'review' : 'bank'}>
      <div className="pick-bank">
        <div className="phone">
          <Steps labels={[t('steps.bank'), t('steps.review'), t('steps.atBank')]} current={0} />
        </div>
        <div className="form">
          {sources.length > 1 && (
            <Select
              label={t('source')}
              name="source"
              options={sources}
              value={source}
              onChange={(event) => changeSource(event.target.value)}
            />
          )}
          <Select
            label={t('country')}
            name="country"
            autoComplete="off"
            options={countries.map(({ code, name }) => ({ value: code, label: name }))}
            value={country}
            onChange={(event) => {
              setCountry(event.target.value)
              setBank(null)
            }}
          />
          <BankPicker
            key={`${source} ${country}`}
            bankKey={{ source, country }}
            countryName={countries.find(({ code }) => code === country)?.name ?? country}
            chosen={bank}
            onChoose={setBank}
          />
        </div>
        <div className="phone">
          <WizardBar>
            <Button look="main" wide aria-disabled={bank === null || undefined} onClick={() => bank !== null && showReview()}>
              {t('continue')}
            </Button>
          </WizardBar>
        </div>
      </div>
      <ConsentPanel
        key={`${source} ${country} ${bank}`}
        headingRef={panel}
        bankKey={{ source, country }}
        bank={bank}
        startBank={startBank}
      />
    </div>
  )
}

/** A step of its own in the browser's history, so that "back" on a phone goes back to the list. */
function showReview(): void {
  const query = new URLSearchParams(window.location.search)
  query.set('step', 'review')
  window.history.pushState(null, '', `?${query}`)
  window.scrollTo(0, 0)
}
