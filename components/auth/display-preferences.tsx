'use client'

import { useTranslations } from 'next-intl'
import type { ChangeEvent } from 'react'
import type { Option } from '@/lib/households/display-options'
import { useTimeZones } from './use-time-zones'

type DisplayPreferencesProps = {
  languages: readonly Option[]
  formats: readonly Option[]
  /** Left out where the currency is not this person's to choose. */
  currencies?: readonly Option[]
  initial: { locale: string; formatLocale: string; baseCurrency?: string; timeZone: string }
  /** Of somebody who has no settings yet. */
  isNew?: boolean
}

/** How things are written: a line each that says what is chosen and opens to the list. */
export function DisplayPreferences({ languages, formats, currencies, initial, isNew = false }: DisplayPreferencesProps) {
  const t = useTranslations('setup.form')
  const { zones, chosen, choose } = useTimeZones(initial.timeZone, { isNew })
  return (
    <fieldset className="field">
      <legend>{t('written')}</legend>
      <div className="border-t border-rule">
        <Preference name="locale" label={t('language')} options={languages} defaultValue={initial.locale} />
        <Preference name="formatLocale" label={t('formats')} options={formats} defaultValue={initial.formatLocale} />
        {currencies && <Preference name="baseCurrency" label={t('currency')} options={currencies} defaultValue={initial.baseCurrency} />}
        <Preference name="timeZone" label={t('timeZone')} options={zones} value={chosen} onChoose={choose} />
      </div>
    </fieldset>
  )
}

type PreferenceProps = { name: string; label: string; options: readonly Option[] } & (
  { defaultValue: string | undefined } | { value: string; onChoose: (value: string) => void }
)

function Preference({ name, label, options, ...choice }: PreferenceProps) {
  const state = 'value' in choice ? { value: choice.value, onChange: chooses(choice.onChoose) } : choice
  const t = useTranslations('setup.form')
  return (
    <label className="relative grid min-h-12 grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-3 border-b border-hairline text-14">
      <span className="text-muted">{label}</span>
      <select
        name={name}
        {...state}
        className="min-h-11 w-full min-w-0 cursor-pointer appearance-none truncate rounded-8 bg-bg pe-18 text-text"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <span className="pointer-events-none absolute end-0 text-accent underline underline-offset-2" aria-hidden="true">
        {t('change')}
      </span>
    </label>
  )
}

function chooses(choose: (value: string) => void): (event: ChangeEvent<HTMLSelectElement>) => void {
  return (event) => choose(event.target.value)
}
