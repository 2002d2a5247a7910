import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { Chip } from '@/components/ui/chip'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { SegmentedLinks } from '@/components/ui/segmented-links'
import type { Format } from '@/lib/core/format'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'
import { DraftRow, type DraftLine } from './draft-row'
import { partsOf } from './list-parts'
import { PaymentListRow } from './payment-list-row'
import { Passing } from './passing'
import { LIST_VIEWS, paymentsHref, type ListChoice, type ListNote } from './payments-href'
import './payment-list.css'

export type PaymentListProps = {
  choice: ListChoice
  drafts: readonly DraftLine[]
  /** Open ones and standing orders; nothing on later pages. */
  going: readonly PaymentRow[]
  /** Newest first; those that are over. */
  over: readonly PaymentRow[]
  /** The next page of `over`. */
  next: string | null
  mayPay: boolean
  /** Who approves what waits for a second person, when that can be one person only. */
  approver: string | null
  format: Format
}

/** Everything paid with Saldo: what waits first, then what is over, by month. */
export function PaymentList(props: PaymentListProps) {
  const t = useTranslations('payments.list')
  const { choice, mayPay, drafts, going, over } = props
  const isNothing = drafts.length + going.length + over.length === 0
  const isFirst = isNothing && choice.view === 'all' && choice.account === null && choice.before === null
  return (
    <>
      <PageHeader title={t('title')} hasPrivacy>
        <ButtonLink look="plain" href="/payments/payees">
          {t('payees')}
        </ButtonLink>
        {mayPay && !isFirst && (
          <ButtonLink look="main" href="/payments/new" className="desk">
            {t('pay')}
          </ButtonLink>
        )}
      </PageHeader>
      <main id="main" tabIndex={-1}>
        <div className="payments">
          <Passing key={paymentsHref(choice)} names={['note', 'answered']}>
            {choice.note && <Note note={choice.note} />}
          </Passing>
          {!isFirst && <Filters {...props} />}
          {isFirst && (
            <Empty text={t(mayPay ? 'none' : 'noneToSee')}>
              {mayPay && (
                <ButtonLink look="main" href="/payments/new">
                  {t('pay')}
                </ButtonLink>
              )}
            </Empty>
          )}
          {isNothing && !isFirst && <Empty text={t('nothing')} />}
          <Parts {...props} />
          <Older {...props} />
        </div>
      </main>
    </>
  )
}

function Parts({ drafts, going, over, approver, format }: PaymentListProps) {
  const t = useTranslations('payments.list')
  const look = { format, approver }
  const { needing, unsent, waiting, upcoming, standing, months } = partsOf({ going, over }, format.display)
  return (
    <>
      <Part title={t('needing')} rows={needing} {...look} />
      {drafts.length + unsent.length > 0 && (
        <Section title={t('drafts')}>
          <ul className="rows">
            {unsent.map((row) => (
              <li key={row.id}>
                <PaymentListRow row={row} format={format} approver={approver} />
              </li>
            ))}
            {drafts.map((draft) => (
              <li key={draft.id}>
                <DraftRow draft={draft} format={format} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Part title={t('waiting')} rows={waiting} {...look} />
      <Part title={t('upcoming')} rows={upcoming} {...look} hasDay />
      <Part title={t('standing')} rows={standing} {...look} />
      {months.map(({ month, rows }) => (
        <Part key={month} title={format.day(month, 'month')} rows={rows} {...look} />
      ))}
    </>
  )
}

type PartProps = { title: ReactNode; rows: readonly PaymentRow[]; format: Format; approver: string | null; hasDay?: boolean }

function Part({ title, rows, ...look }: PartProps) {
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <PaymentListRow row={row} {...look} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Why a return from the bank could not be taken, or what the viewer answered. */
function Note({ note }: { note: ListNote }) {
  const t = useTranslations('payments.list.note')
  return (
    <div className="mb-5">
      <Notice kind={note === 'approved' || note === 'refused' ? 'done' : 'warning'} title={t(`${note}.title`)} role="status">
        {t(`${note}.what`)}
      </Notice>
    </div>
  )
}

function Filters({ choice, going, over }: PaymentListProps) {
  const t = useTranslations('payments.list')
  const names = new Map([...going, ...over].map((row) => [row.accountId, row.accountName]))
  const options = LIST_VIEWS.map((view) => ({
    href: paymentsHref({ ...choice, view, before: null }),
    label: t(`view.${view}`),
    isCurrent: view === choice.view,
  }))
  return (
    <div className="filters">
      <SegmentedLinks label={t('view.label')} options={options} />
      {(names.size > 1 || choice.account !== null) && (
        <div className="chips scroll-x">
          {[...names].map(([id, name]) => (
            <Chip
              key={id}
              isOn={id === choice.account}
              href={paymentsHref({ ...choice, account: id === choice.account ? null : id, before: null })}
              removeLabel={t('removeAccount', { name })}
            >
              {name}
            </Chip>
          ))}
        </div>
      )}
    </div>
  )
}

function Older({ choice, next }: PaymentListProps) {
  const t = useTranslations('payments.list')
  if (next === null && choice.before === null) return null
  return (
    <nav className="flex flex-wrap gap-4 py-3" aria-label={t('pages')}>
      {choice.before !== null && (
        <Link className="tap" href={paymentsHref({ ...choice, before: null })}>
          {t('newest')}
        </Link>
      )}
      {next !== null && (
        <Link className="tap" href={paymentsHref({ ...choice, before: next })}>
          {t('older')}
        </Link>
      )}
    </nav>
  )
}
