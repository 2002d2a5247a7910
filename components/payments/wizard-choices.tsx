'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { methodsFor } from '@/lib/payments/sources/payment-source'
import { usePay } from './pay-context'
import { PAYMENT_TYPES } from './payment-types'
import { useOrderWords } from './use-order-words'

const BEARERS = ['SLEV', 'SHAR', 'DEBT', 'CRED'] as const
const PRIORITIES = ['NORM', 'HIGH', 'EXPR'] as const

/** When it arrives, in words, where the bank offers more than one way. */
export function TypeChoice() {
  const t = useTranslations('payments.form.type')
  const { facts, change } = usePay()
  const { types, capability, source, isStuck } = facts
  if (isStuck && source) return <Notice kind="warning">{t('none', { bank: source.bankName })}</Notice>
  if (types.length < 2 || !capability) return null
  const options = types.map(({ paymentType }) => ({ value: paymentType, label: wordOf(PAYMENT_TYPES, paymentType, t, 'other') }))
  const value = capability.paymentType
  if (options.length > 2) {
    return (
      <Select
        name="paymentType"
        label={t('label')}
        options={options}
        value={value}
        onChange={(event) => change({ paymentType: event.target.value })}
      />
    )
  }
  return (
    <div className="field">
      <span className="label" aria-hidden="true">
        {t('label')}
      </span>
      <div id="paymentType">
        <Segmented
          label={t('label')}
          name="paymentType"
          value={value}
          options={options}
          onChange={(paymentType) => change({ paymentType })}
        />
      </div>
    </div>
  )
}

/** Fees, urgency, how to approve, how to be reached: only where the bank asks or leaves a choice. */
export function BankChoices() {
  const t = useTranslations('payments.form')
  const words = useOrderWords()
  const { form, facts, errors, change, leave } = usePay()
  const { fields, capability, source } = facts
  const methods = source && capability ? methodsFor(source, capability) : []
  const namedMethods = methods.filter(({ name }) => name !== null)
  return (
    <>
      {fields.chargeBearers.length > 1 && (
        <Select
          name="chargeBearer"
          label={t('bearer.label')}
          options={fields.chargeBearers.map((code) => ({ value: code, label: bearerWord(t, code) }))}
          value={form.chargeBearer ?? fields.chargeBearers[0]}
          onChange={(event) => change({ chargeBearer: event.target.value })}
        />
      )}
      {fields.priorities.length > 1 && (
        <Select
          name="priority"
          label={t('priority.label')}
          options={[
            { value: '', label: t('priority.bank') },
            ...fields.priorities.map((code) => ({ value: code, label: priorityWord(t, code) })),
          ]}
          value={form.priority ?? ''}
          onChange={(event) => change({ priority: event.target.value || null })}
        />
      )}
      {namedMethods.length > 1 && (
        <Select
          name="authMethod"
          label={t('method.label')}
          options={namedMethods.map(({ name, title }) => ({ value: name ?? '', label: title ?? name ?? '' }))}
          value={form.authMethod ?? namedMethods[0]?.name ?? ''}
          onChange={(event) => change({ authMethod: event.target.value })}
        />
      )}
      {fields.debtorEmail !== 'hidden' && (
        <TextInput
          id="debtorEmail"
          name="debtorEmail"
          type="email"
          label={t('email')}
          autoComplete="email"
          error={errors.debtorEmail && words(errors.debtorEmail)}
          value={form.email}
          onChange={(event) => change({ email: event.target.value })}
          onBlur={() => leave('debtorEmail')}
        />
      )}
      {fields.debtorPhone !== 'hidden' && (
        <TextInput
          id="debtorPhone"
          name="debtorPhone"
          type="tel"
          label={t('phone')}
          autoComplete="tel"
          error={errors.debtorPhone && words(errors.debtorPhone)}
          value={form.phone}
          onChange={(event) => change({ phone: event.target.value })}
          onBlur={() => leave('debtorPhone')}
        />
      )}
    </>
  )
}

type FormWords = ReturnType<typeof useTranslations<'payments.form'>>

function bearerWord(t: FormWords, code: string): string {
  const known = BEARERS.find((bearer) => bearer === code)
  return known ? t(`bearer.${known}`) : code
}

function priorityWord(t: FormWords, code: string): string {
  const known = PRIORITIES.find((priority) => priority === code)
  return known ? t(`priority.${known}`) : code
}

/** A code's word, or the code itself within the word for others. */
function wordOf<Known extends string>(
  known: readonly Known[],
  code: string,
  t: (key: Known | 'other', values?: { code: string }) => string,
  other: 'other',
): string {
  const found = known.find((name) => name === code)
  return found ? t(found) : t(other, { code })
}
