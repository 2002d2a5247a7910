'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useTransition, type FormEvent } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import { SubmitButton } from '@/components/ui/submit-button'
import type { AspspDetails, MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { AppErrorCode, FieldErrors } from '@/lib/core/errors'
import type { PsuType } from '@/lib/banking/port'
import { checkTyped } from './check-typed'
import { ConsentChoices } from './consent-choices'
import type { StartBank } from './start-bank'
import { LeaveNotice } from './leave-notice'
import type { BankKey } from './queries'

type ConsentFormProps = {
  bankKey: BankKey
  details: AspspDetails
  /** The access to renew. */
  renews: string | null
  cancelHref: string
  startBank: StartBank
}

type Refusal = { readonly code: AppErrorCode | null; readonly fields: FieldErrors }

const NO_REFUSAL: Refusal = { code: null, fields: {} }

/** The choices a bank leaves to the person, what it asks for beforehand, and the button that leaves the site. */
export function ConsentForm({ bankKey, details, renews, cancelHref, startBank }: ConsentFormProps) {
  const t = useTranslations('connect.review')
  const [psuType, setPsuType] = useState<PsuType>(details.psuTypes[0] ?? 'personal')
  const [methodName, setMethodName] = useState<string | null>(null)
  const method = methodOf(details.methods[psuType], methodName)
  const [refusal, setRefusal] = useState(NO_REFUSAL)
  const { next, go, isPending } = useLeaving(setRefusal)

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    go(async () => {
      const { values, errors } = await checkTyped(method, form)
      if (Object.keys(errors).length > 0) return { ok: false, error: { code: 'invalid_input', fields: errors } }
      const { name, country } = details
      return startBank({
        source: bankKey.source,
        name,
        country,
        psuType,
        authMethod: method?.name ?? null,
        credentials: values ?? {},
        renews,
      })
    })
  }

  return (
    <form onSubmit={submit} noValidate>
      <ConsentChoices
        details={details}
        psuType={psuType}
        onPsuType={setPsuType}
        method={method}
        onMethod={setMethodName}
        errors={refusal.fields}
      />
      <LeaveNotice host={next?.host ?? null} />
      {refusal.code && (
        <div className="mt-4">
          <ErrorWords code={refusal.code} />
        </div>
      )}
      <div className="go">
        <SubmitButton wide isPending={isPending}>
          {next ? t('going') : t('go', { bank: details.name })}
          <ExternalLink className="ic s" aria-hidden="true" />
        </SubmitButton>
        {next && (
          <a className="btn plain wide" href={next.url} rel="noreferrer">
            {t('goLink')}
          </a>
        )}
        <ButtonLink look="plain" wide href={cancelHref}>
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  )
}

function methodOf(offered: readonly MethodChoice[], name: string | null): MethodChoice | null {
  return offered.find((method) => method.name === name) ?? offered[0] ?? null
}

/** Asks for the bank's page and goes there. Should the browser come back with this page as it was, the button works again. */
function useLeaving(onRefusal: (refusal: Refusal) => void) {
  const [next, setNext] = useState<{ url: string; host: string } | null>(null)
  const [isPending, startTransition] = useTransition()
  useEffect(() => {
    const reset = (event: PageTransitionEvent) => event.persisted && setNext(null)
    window.addEventListener('pageshow', reset)
    return () => window.removeEventListener('pageshow', reset)
  }, [])

  function go(ask: () => ReturnType<StartBank>): void {
    startTransition(async () => {
      onRefusal(NO_REFUSAL)
      const answer = await ask()
      if (!answer.ok) {
        const { code, fields = {} } = answer.error
        onRefusal({ code: Object.keys(fields).length > 0 ? null : code, fields })
        return
      }
      setNext(answer.data)
      window.location.assign(answer.data.url)
    })
  }

  return { next, go, isPending }
}
