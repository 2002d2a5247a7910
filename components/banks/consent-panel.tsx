'use client'

import { useTranslations } from 'next-intl'
import { useState, type RefObject } from 'react'
import { ErrorWords } from '@/components/ui/error-words'
import { Skeleton } from '@/components/ui/skeleton'
import { Steps } from '@/components/ui/steps'
import { Tile } from '@/components/ui/tile'
import { ConsentForm } from './consent-form'
import { ConsentTerms } from './consent-terms'
import type { StartBank } from './start-bank'
import { useBankDetails, type BankKey } from './queries'

type ConsentPanelProps = {
  bankKey: BankKey
  bank: string | null
  headingRef: RefObject<HTMLHeadingElement | null>
  startBank: StartBank
}

/** What the chosen bank will show, until when and to whom, and the way there. */
export function ConsentPanel({ bankKey, bank, headingRef, startBank }: ConsentPanelProps) {
  const t = useTranslations('connect')
  const details = useBankDetails(bankKey, bank)
  if (bank === null) return <p className="consent desk text-14 text-muted">{t('noChoice')}</p>
  return (
    <section className="consent" aria-labelledby="consent-heading">
      <div className="phone">
        <Steps labels={[t('steps.bank'), t('steps.review'), t('steps.atBank')]} current={1} />
      </div>
      <h2 id="consent-heading" ref={headingRef} tabIndex={-1}>
        <Logo key={bank} bankKey={bankKey} bank={bank} />
        {t('review.title', { bank })}
      </h2>
      {details.isPending && <Skeleton rows={4} />}
      {details.error && <ErrorWords code={details.error.code} />}
      {details.data && (
        <>
          <ConsentTerms validUntil={details.data.validUntil} />
          <ConsentForm bankKey={bankKey} details={details.data} renews={null} cancelHref="/banks" startBank={startBank} />
        </>
      )}
    </section>
  )
}

/** The bank's logo from our own server; two letters while there is none. The name stands beside it. */
function Logo({ bankKey, bank }: { bankKey: BankKey; bank: string }) {
  const [isMissing, setIsMissing] = useState(false)
  if (isMissing) return <Tile id={`${bankKey.country} ${bank}`} name={bank} />
  // Drawn on the server, the picture may have failed before anyone here could hear of it.
  const noticeFailed = (image: HTMLImageElement | null) => image?.complete && image.naturalWidth === 0 && setIsMissing(true)
  const source = `/api/logos?${new URLSearchParams({ ...bankKey, name: bank })}`
  return <img className="logo" alt="" ref={(image) => void noticeFailed(image)} src={source} onError={() => setIsMissing(true)} />
}
