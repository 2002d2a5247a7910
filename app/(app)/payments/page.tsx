import { getTranslations } from 'next-intl/server'
import { draftLineOf } from '@/components/payments/draft-line-of'
import { PaymentList } from '@/components/payments/payment-list'
import { LIST_NOTES, LIST_VIEWS, type ListChoice, type ListNote, type ListView } from '@/components/payments/payments-href'
import { requireViewer } from '@/lib/auth/require-viewer'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { getFormat } from '@/lib/i18n/get-format'
import { listDrafts, type PaymentDraft } from '@/lib/payments/pages/drafts'
import { findOwnAnswer } from '@/lib/payments/pages/find-own-answer'
import { listPayments } from '@/lib/payments/pages/list-payments'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'
import { findApprover } from './find-approver'

export async function generateMetadata() {
  const t = await getTranslations('payments.list')
  return { title: t('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The household's payments, as far as the viewer may know of them. */
export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer()
  const choice = await readChoice(viewer, await searchParams)
  const [lists, drafts, approver, format] = await Promise.all([
    readLists(viewer, choice),
    readDrafts(viewer, choice),
    findApprover(viewer),
    getFormat(viewer),
  ])
  const drafted = drafts.map((draft) => draftLineOf(draft, format.display.style))
  return <PaymentList choice={choice} drafts={drafted} {...lists} mayPay={mayDo(viewer, 'pay')} approver={approver} format={format} />
}

async function readChoice(viewer: Viewer, asked: Record<string, string | string[] | undefined>): Promise<ListChoice> {
  const one = (name: string) => [asked[name]].flat()[0] ?? null
  return {
    view: LIST_VIEWS.find((view) => view === one('view')) ?? 'all',
    account: one('account'),
    before: one('before'),
    note: await findNote(viewer, one('note'), one('answered')),
  }
}

/** An address can say why a return was not taken. What the viewer answered is read from what happened. */
async function findNote(viewer: Viewer, note: string | null, answered: string | null): Promise<ListNote | null> {
  return LIST_NOTES.find((known) => known === note) ?? (answered === null ? null : findOwnAnswer(viewer, answered))
}

type Lists = { going: readonly PaymentRow[]; over: readonly PaymentRow[]; next: string | null }

const GOING_MAX = 200

/** Those that go on are few and shown whole; those that are over come page by page. */
async function readLists(viewer: Viewer, { view, account, before }: ListChoice): Promise<Lists> {
  const place = account === null ? {} : { accountId: account }
  const over = async (state: 'done' | 'failed' | undefined) => {
    const page = await listPayments(viewer, { ...place, state, before: before ?? undefined })
    return { rows: page.rows.filter(isOver), next: page.next }
  }
  const going = async (): Promise<readonly PaymentRow[]> => {
    if (before !== null) return []
    const [open, recurring] = await Promise.all([
      listPayments(viewer, { ...place, state: 'open', limit: GOING_MAX }),
      listPayments(viewer, { ...place, state: 'recurring', limit: GOING_MAX }),
    ])
    const known = new Set(open.rows.map(({ id }) => id))
    return [...open.rows, ...recurring.rows.filter(({ id }) => !known.has(id))]
  }
  if (view === 'open') return { going: await going(), over: [], next: null }
  const [first, page] = await Promise.all([view === 'all' ? going() : [], over(OVER_OF[view])])
  return { going: first, over: page.rows, next: page.next }
}

const OVER_OF: Readonly<Record<Exclude<ListView, 'open'>, 'done' | 'failed' | undefined>> = {
  all: undefined,
  done: 'done',
  failed: 'failed',
}

function isOver({ status, isBooked, isRecurring }: PaymentRow): boolean {
  return status === 'rejected' || status === 'cancelled' || (isBooked && !isRecurring)
}

async function readDrafts(viewer: Viewer, { view, account, before }: ListChoice): Promise<PaymentDraft[]> {
  if (before !== null || account !== null || view === 'done' || view === 'failed') return []
  return listDrafts(viewer)
}
