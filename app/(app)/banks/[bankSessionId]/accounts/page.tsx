import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AccountChooser } from '@/components/banks/account-chooser'
import { BankActions } from '@/components/banks/bank-actions'
import '@/components/banks/banks.css'
import { NoAccounts } from '@/components/banks/no-accounts'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { getOffer } from '@/lib/bank-sessions/offered-accounts'
import type { Offer } from '@/lib/bank-sessions/offer'
import { AppError } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { listMembers } from '@/lib/households/members'
import type { Viewer } from '@/lib/households/viewer'
import { endBank, keepChosenAccounts, readBankNow } from '../../actions'

export async function generateMetadata() {
  const t = await getTranslations('connect.choose')
  return { title: t('title') }
}

type Params = { params: Promise<{ bankSessionId: string }> }

/** Back from the bank: which accounts to keep, and whom to share them with. */
export default async function ChooseAccountsPage({ params }: Params) {
  const viewer = await requireViewer()
  const { bankSessionId } = await params
  const offer = await findOffer(viewer, bankSessionId)
  if (!offer) notFound()
  const kind = kindOf(offer)
  const [t, words, members] = await Promise.all([getTranslations('connect.choose'), getTranslations('connect'), listMembers(viewer)])
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/banks', place: words('banksPlace') }} />
      <main id="main" tabIndex={-1}>
        {offer.isOver ? (
          <p className="text-muted">{t('over')}</p>
        ) : offer.accounts.length === 0 ? (
          <NoAccounts bankName={offer.bankName}>
            <BankActions
              bank={{ id: offer.bankSessionId, name: offer.bankName, accountCount: 0 }}
              can={{ read: null, change: false, end: true }}
              readBankNow={readBankNow}
              endBank={endBank}
            />
          </NoAccounts>
        ) : (
          <>
            <div className="page-lede">
              <h2>{t(HEADINGS[kind], { bank: offer.bankName, count: offer.accounts.filter(({ isNew }) => isNew).length })}</h2>
              <p>{t(INTROS[kind])}</p>
            </div>
            <AccountChooser offer={offer} hasOthers={members.length > 1} keepChosenAccounts={keepChosenAccounts} />
          </>
        )}
      </main>
    </>
  )
}

const HEADINGS = { first: 'heading', again: 'headingAgain', news: 'headingNew' } as const
const INTROS = { first: 'intro', again: 'introAgain', news: 'introNew' } as const

function kindOf({ isKnown, accounts }: Offer): keyof typeof HEADINGS {
  if (!isKnown) return 'first'
  return accounts.some(({ isNew, isReadable }) => isNew && isReadable) ? 'news' : 'again'
}

async function findOffer(viewer: Viewer, bankSessionId: string): Promise<Offer | null> {
  if (!isUuid(bankSessionId)) return null
  try {
    return await getOffer(viewer, bankSessionId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}
