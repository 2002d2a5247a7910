import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { DefinitionRows, type Definition } from '@/components/ui/definition-rows'
import { Meter } from '@/components/ui/meter'
import { QuotaTicks } from '@/components/ui/quota-ticks'
import { Tile } from '@/components/ui/tile'
import type { BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'
import { daysBetween } from '@/lib/core/iso-date'
import { BankStateWord } from './bank-state-word'
import { BankWhat } from './bank-what'

type BankRowProps = {
  session: BankSessionDto
  format: Format
  /** The viewer is at a private address: no bank can be shown that they are there. */
  isUnseen: boolean
  /** The page's one filled button is this row's. */
  isFirst: boolean
  /** Buttons of one's own accesses. */
  children?: ReactNode
}

/** One access: whose and how many accounts, where it stands and what that means, when it was read, what to do. */
export function BankRow({ session, format, isUnseen, isFirst, children }: BankRowProps) {
  const t = useTranslations('banks')
  const isQuiet = session.group === 'working' || session.group === 'ended'
  return (
    <li className={isQuiet ? 'bank quiet' : 'bank'}>
      <div className="id">
        <Tile id={`${session.country} ${session.bankName}`} name={session.bankName} />
        <div className="min-w-0">
          <h3>
            <Link className="text-text no-underline hover:underline" href={`/banks/${session.id}`}>
              {session.bankName}
            </Link>
          </h3>
          <p className="sub">
            {session.isMine
              ? t('yourAccess', { count: session.accountCount })
              : t('theirAccess', { name: session.memberName, count: session.accountCount })}
          </p>
        </div>
      </div>
      <div className="what">
        <p>
          <BankStateWord session={session} format={format} />
        </p>
        {session.state.state === 'approveAgain' && session.until && <Life session={session} until={session.until} format={format} />}
        <BankWhat session={session} format={format} isUnseen={isUnseen} />
      </div>
      <DefinitionRows rows={rowsOf(session, format, t)} />
      <div className="go">
        <MainAction session={session} isFirst={isFirst} />
        {children}
      </div>
    </li>
  )
}

function Life({ session, until, format }: { session: BankSessionDto; until: string; format: Format }) {
  const t = useTranslations('banks')
  const day = (at: string) => dayIn(new Date(at), format.display.timeZone)
  const [from, to] = [day(session.since), day(until)]
  const all = Math.max(1, daysBetween(from, to))
  return (
    <>
      <div className="life">
        <Meter part={session.usedPart} tone="act" label={t('accessUsed', { used: Math.round(session.usedPart * all), all })} />
      </div>
      <p className="life-ends">
        <span>{format.day(from, 'short')}</span>
        <span>{format.day(to, 'full')}</span>
      </p>
    </>
  )
}

/** Failures that are mended where the keys are, not at the bank. */
const NEEDS_ACCESS = ['application_rejected', 'redirect_not_registered', 'no_accounts']

function MainAction({ session, isFirst }: Pick<BankRowProps, 'session' | 'isFirst'>) {
  const t = useTranslations('banks')
  const look = isFirst ? 'main' : 'bordered'
  const { state } = session.state
  if (state === 'reading' || state === 'notYet') {
    return session.isMine ? (
      <Link className="tap text-14" href={`/banks/${session.id}/progress`}>
        {t('follow')}
      </Link>
    ) : null
  }
  if (!session.isMine) return null
  if (state === 'choose') {
    return (
      <ButtonLink look={look} href={`/banks/${session.id}/accounts`}>
        {t('chooseAccounts')}
      </ButtonLink>
    )
  }
  if (session.state.state === 'failed' && NEEDS_ACCESS.includes(session.state.kind)) {
    return (
      <ButtonLink look={look} href="/settings/bank-access">
        {t('bankAccess')}
      </ButtonLink>
    )
  }
  if (state !== 'approveAgain' && state !== 'ended') return null
  return (
    <ButtonLink look={session.group === 'needs' ? look : 'bordered'} href={`/banks/${session.id}/renew`}>
      {t(state === 'ended' ? 'connectAgain' : 'approveAgain')}
    </ButtonLink>
  )
}

function rowsOf(session: BankSessionDto, format: Format, t: ReturnType<typeof useTranslations<'banks'>>): Definition[] {
  const time = (at: string | null) => (at === null ? t('never') : <time dateTime={at}>{format.time(at)}</time>)
  const day = (at: string) => <time dateTime={at}>{format.day(dayIn(new Date(at), format.display.timeZone), 'full')}</time>
  const rows: Definition[] = []
  if (session.endedAt) rows.push({ term: t('endedOn'), value: day(session.endedAt) })
  else if (session.until && session.state.state !== 'approveAgain') rows.push({ term: t('accessUntil'), value: day(session.until) })
  if (session.daysLeft !== null && session.state.state !== 'approveAgain') rows.push({ term: t('daysLeft'), value: session.daysLeft })
  rows.push({ term: t('lastRead'), value: time(session.lastReadAt) })
  if (session.nextReadAt) rows.push({ term: t('nextRead'), value: time(session.nextReadAt) })
  const isQuiet = session.group === 'working'
  if (session.quota && !isQuiet) rows.push({ term: t('automatic'), value: <QuotaTicks {...session.quota} isShort /> })
  return rows
}
