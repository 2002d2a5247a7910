'use client'

import { Check, Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { describedBy, Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { usePay } from './pay-context'
import { useOrderWords } from './use-order-words'

/** Reference or message, as many lines as the bank has; a reference is recognised and said to be right. */
export function WizardMessage({ at, besideSum = false }: { at: number; besideSum?: boolean }) {
  const t = useTranslations('payments.form.message')
  const { form, facts, view, changeLine } = usePay()
  const line = form.lines[at]
  if (!line) return null
  const { fields } = facts
  const isReference = view?.lines[at]?.reference === 'right'
  const count = isReference ? 1 : fields.messageLines.length

  function write(index: number, text: string): void {
    const message = Array.from({ length: Math.max(index + 1, line?.message.length ?? 1) }, (_, n) => line?.message[n] ?? '')
    message[index] = text
    changeLine(at, { message })
  }

  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <MessageLine
          key={index}
          id={`lines.${at}.remittance.${index}`}
          label={labelOf(t, { index, count, hasReference: fields.reference !== 'hidden' })}
          value={line.message[index] ?? ''}
          at={at}
          index={index}
          besideSum={besideSum && count === 1}
          onChange={(text) => write(index, text)}
        />
      ))}
    </>
  )
}

type MessageWords = ReturnType<typeof useTranslations<'payments.form.message'>>

function labelOf(t: MessageWords, { index, count, hasReference }: { index: number; count: number; hasReference: boolean }): string {
  if (count > 1) return t('line', { number: index + 1 })
  return hasReference ? t('label') : t('plain')
}

type MessageLineProps = {
  id: string
  label: string
  value: string
  at: number
  index: number
  besideSum: boolean
  onChange: (text: string) => void
}

function MessageLine({ id, label, value, at, index, besideSum, onChange }: MessageLineProps) {
  const words = useOrderWords()
  const { facts, errors, leave } = usePay()
  const code = errors[id] ?? (index === 0 ? (errors[`lines.${at}.reference`] ?? errors[`lines.${at}.remittance`]) : undefined)
  const isOptional = facts.fields.message !== 'required' && !facts.fields.isTextRequired
  const texts = { label, error: code && words(code), isOptional }
  const max = facts.fields.messageLines[index]?.maxLength ?? 140
  return (
    <Field id={id} {...texts}>
      <input
        id={id}
        className={besideSum ? 'inp code beside-sum' : 'inp code'}
        autoComplete="off"
        maxLength={max + 40}
        value={value}
        {...describedBy(id, texts)}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => leave(id)}
      />
    </Field>
  )
}

/** Where the bank takes words beside a reference. */
export function AlsoMessage({ at }: { at: number }) {
  const t = useTranslations('payments.form.message')
  const { form, facts, view, changeLine } = usePay()
  const line = form.lines[at]
  if (!line || view?.lines[at]?.reference !== 'right' || facts.fields.referenceBesideMessage !== 'both') return null
  return (
    <TextInput
      isOptional
      name={`lines.${at}.also`}
      label={t('also')}
      maxLength={140}
      value={line.alsoMessage}
      onChange={(event) => changeLine(at, { alsoMessage: event.target.value })}
    />
  )
}

/** Below amount and message, over the whole width: what became of the text. */
export function MessageAnswer({ at }: { at: number }) {
  const t = useTranslations('payments.form')
  const { view, errors } = usePay()
  const line = view?.lines[at]
  if (!line || errors[`lines.${at}.reference`]) return null
  const isRight = line.reference === 'right'
  const said = isRight ? t('message.right') : line.reference === 'message' ? t('message.notReference') : null
  if (!said && !line.writtenMessage) return null
  return (
    <div className="message-answer" aria-live="polite">
      {said && (
        <p className={isRight ? 'okline' : 'okline plain'}>
          {isRight ? <Check className="ic s" aria-hidden="true" /> : <Info className="ic s" aria-hidden="true" />}
          {said}
        </p>
      )}
      {line.writtenMessage && <Written text={line.writtenMessage} />}
    </div>
  )
}

export function Written({ text }: { text: string }) {
  const t = useTranslations('payments.form')
  return (
    <p className="okline plain">
      <Info className="ic s" aria-hidden="true" />
      {t('written', { text })}
    </p>
  )
}
