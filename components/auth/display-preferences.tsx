'use client'

import { useTranslations } from 'next-intl'
import type { Option } from '@/lib/households/display-options'
import { useTimeZones } from './use-time-zones'

type DisplayPreferencesProps = {
  languages: readonly Option[]
  formats: readonly Option[]
  /** Left out where the currency is not this person's to choose. */
  currencies?: readonly Option[]
  initial: { locale: string; formatLocale: string; baseCurrency?: string; timeZone: string }
}

/** How things are written: a line each that says what is chosen and opens to the list. */
export function DisplayPreferences({ languages, formats, currencies, initial }: DisplayPreferencesProps) {
  const t = useTranslations('setup.form')
  const zones = useTimeZones(initial.timeZone)
  return (
    <fieldset className="field">
      <legend>{t('written')}</legend>
      <div className="border-t border-rule">
        <Preference name="locale" label={t('language')} options={languages} defaultValue={initial.locale} />
        <Preference name="formatLocale" label={t('formats')} options={formats} defaultValue={initial.formatLocale} />
        {currencies && <Preference name="baseCurrency" label={t('currency')} options={currencies} defaultValue={initial.baseCurrency} />}
        <Preference name="timeZone" label={t('timeZone')} options={zones} defaultValue={initial.timeZone} />
      </div>
    </fieldset>
  )
}

type PreferenceProps = { name: string; label: string; options: readonly Option[]; defaultValue: string | undefined }

function Preference({ name, label, options, defaultValue }: PreferenceProps) {
  const t = useTranslations('setup.form')
  return (
    <label className="relative grid min-h-12 grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-3 border-b border-hairline text-14">
      <span className="text-muted">{label}</span>
      <select
        name={name}
        defaultValue={defaultValue}
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
