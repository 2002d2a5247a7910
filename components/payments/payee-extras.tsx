'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useDisplay } from '@/components/ui/display-context'
import type { Need } from '@/lib/payments/check/form-fields'
import { COUNTRY_CODES } from './country-codes'
import { usePay } from './pay-context'
import { useOrderWords } from './use-order-words'

/** What only some banks ask about a payee; most lines draw nothing here. */
export function PayeeExtras({ at }: { at: number }) {
  const t = useTranslations('payments.form.payee')
  const words = useOrderWords()
  const { form, facts, errors, changeLine, leave } = usePay()
  const line = form.lines[at]
  if (!line) return null
  const { fields } = facts
  const field = (name: string, need: Need) => {
    const id = `lines.${at}.${name}`
    const code = errors[id]
    return { id, name: id, isOptional: need !== 'required', error: code && words(code), onBlur: () => leave(id) }
  }
  return (
    <>
      {fields.country !== 'hidden' && (
        <CountrySelect
          {...field('country', fields.country)}
          label={t('country')}
          chooseWord={t('chooseCountry')}
          value={line.country}
          onChange={(country) => changeLine(at, { country })}
        />
      )}
      {fields.address !== 'hidden' && (
        <TextArea
          {...field('address', fields.address)}
          label={t('address')}
          help={t('addressHelp')}
          rows={2}
          value={line.address}
          onChange={(event) => changeLine(at, { address: event.target.value })}
        />
      )}
      {fields.bic !== 'hidden' && (
        <TextInput
          {...field('bic', fields.bic)}
          isCode
          label={t('bic')}
          maxLength={11}
          value={line.bic}
          onChange={(event) => changeLine(at, { bic: event.target.value })}
        />
      )}
      {fields.clearing !== 'hidden' && (
        <TextInput
          {...field('clearing', fields.clearing)}
          isCode
          label={t('clearing')}
          maxLength={35}
          value={line.clearingMember}
          onChange={(event) => changeLine(at, { clearingMember: event.target.value })}
        />
      )}
      {fields.regulatory !== 'hidden' && <Regulatory at={at} />}
    </>
  )
}

function Regulatory({ at }: { at: number }) {
  const t = useTranslations('payments.form.payee')
  const words = useOrderWords()
  const { form, facts, errors, changeLine, leave } = usePay()
  const line = form.lines[at]
  if (!line) return null
  const id = `lines.${at}.regulatoryCode`
  const code = errors[`lines.${at}.regulatory`]
  const options = facts.fields.regulatoryCodes.map(({ value, description }) => ({ value, label: description || value }))
  return (
    <>
      <Select
        id={id}
        name={id}
        label={t('regulatoryCode')}
        isOptional={facts.fields.regulatory !== 'required'}
        error={code && words(code)}
        options={[{ value: '', label: t('chooseCode') }, ...options]}
        value={line.regulatoryCode}
        onChange={(event) => changeLine(at, { regulatoryCode: event.target.value })}
      />
      {line.regulatoryCode !== '' && (
        <TextInput
          name={`lines.${at}.regulatoryInformation`}
          label={t('regulatoryInformation')}
          maxLength={140}
          value={line.regulatoryInformation}
          onChange={(event) => changeLine(at, { regulatoryInformation: event.target.value })}
          onBlur={() => leave(`lines.${at}.regulatory`)}
        />
      )}
    </>
  )
}

type CountrySelectProps = {
  id: string
  name: string
  label: string
  chooseWord: string
  value: string
  isOptional: boolean
  error?: string
  onBlur: () => void
  onChange: (country: string) => void
}

function CountrySelect({ chooseWord, onChange, ...rest }: CountrySelectProps) {
  const { language } = useDisplay()
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' })
    const named = COUNTRY_CODES.map((code) => ({ value: code, label: names.of(code) ?? code }))
    return named.toSorted((a, b) => a.label.localeCompare(b.label, language))
  }, [language])
  return <Select {...rest} options={[{ value: '', label: chooseWord }, ...options]} onChange={(event) => onChange(event.target.value)} />
}
