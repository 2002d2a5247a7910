import { CircleCheck, History, ListChecks } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Tile } from '@/components/ui/tile'
import type { Renewal } from '@/lib/bank-sessions/renewal'
import type { Format } from '@/lib/core/format'
import { dayIn, weekdayName } from '@/lib/core/format-day'
import { ConsentForm } from './consent-form'
import type { StartBank } from './start-bank'

/** One page between "approve again" and the bank: what stays, until when, and the way there. */
export function RenewalPage({ renewal, format, startBank }: { renewal: Renewal; format: Format; startBank: StartBank }) {
  const t = useTranslations('banks.renewal')
  const { bankName, country, details, accountCount, liveUntil } = renewal
  const day = (at: string) => dayIn(new Date(at), format.display.timeZone)
  const until = day(details.validUntil)
  return (
    <section className="consent alone" aria-labelledby="renewal-heading">
      <h2 id="renewal-heading">
        <Tile id={`${country} ${bankName}`} name={bankName} />
        {t('heading', { bank: bankName })}
      </h2>
      <ul className="reads">
        <li>
          <CircleCheck className="ic" aria-hidden="true" />
          <span>
            {t('same', { count: accountCount })}
            <span className="sub">{t('sameSub')}</span>
          </span>
        </li>
        <li>
          <History className="ic no" aria-hidden="true" />
          <span>
            {liveUntil ? t('live', { day: format.day(day(liveUntil), 'full') }) : t('over')}
            <span className="sub">{t(liveUntil ? 'liveSub' : 'overSub')}</span>
          </span>
        </li>
        <li>
          <ListChecks className="ic no" aria-hidden="true" />
          <span>
            {t('tick')}
            <span className="sub">{t('tickSub')}</span>
          </span>
        </li>
      </ul>
      <p className="until">
        <span className="text-muted">{t('until')}</span>
        <b>
          <time dateTime={details.validUntil}>
            {weekdayName(until, format.display.language, 'long')} {format.day(until, 'full')}
          </time>
        </b>
      </p>
      <ConsentForm
        bankKey={{ source: renewal.source, country }}
        details={details}
        renews={renewal.bankSessionId}
        cancelHref={`/banks/${renewal.bankSessionId}`}
        startBank={startBank}
      />
    </section>
  )
}
