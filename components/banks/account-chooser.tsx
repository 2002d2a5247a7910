'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ErrorWords } from '@/components/ui/error-words'
import { SubmitButton } from '@/components/ui/submit-button'
import { WizardBar } from '@/components/ui/wizard-bar'
import type { ChooseInput } from '@/lib/bank-sessions/choose-input'
import type { Offer, OfferedAccount } from '@/lib/bank-sessions/offer'
import type { ActionResult } from '@/lib/core/result'
import { OfferedLine, type AccountWish } from './offered-line'
import { useAct } from './use-act'

type AccountChooserProps = {
  offer: Offer
  /** Others in the household to share with. */
  hasOthers: boolean
  keepChosenAccounts: (input: ChooseInput) => Promise<ActionResult<{ kept: number }>>
}

/** Which accounts to keep, what to call them and who sees them; then the first reading begins. */
export function AccountChooser({ offer, hasOthers, keepChosenAccounts }: AccountChooserProps) {
  const t = useTranslations('connect.choose')
  const router = useRouter()
  const [wishes, setWishes] = useState(() => new Map(offer.accounts.map((account) => [account.id, firstWish(account)])))
  const { run, code, isPending } = useAct(keepChosenAccounts, ({ kept }) => {
    const after = new URLSearchParams({ first: '1', after: String(Date.now() - CLOCK_TOLERANCE_MS) })
    router.push(kept > 0 ? `/banks/${offer.bankSessionId}/progress?${after}` : '/banks')
  })
  const keptCount = [...wishes.values()].filter(({ keep }) => keep).length

  function submit(event: React.FormEvent): void {
    event.preventDefault()
    const accounts = [...wishes].map(([accountId, wish]) => ({ accountId, ...wish }))
    run({ bankSessionId: offer.bankSessionId, accounts })
  }

  return (
    <form onSubmit={submit} className="max-w-[44rem]">
      <ul className="offer mt-6 border-t border-rule">
        {newFirst(offer).map((account) => (
          <OfferedLine
            key={account.id}
            account={account}
            wish={wishes.get(account.id) ?? firstWish(account)}
            hasOthers={hasOthers}
            isMarkedNew={offer.isKnown && account.isNew}
            onWish={(wish) => setWishes(new Map(wishes).set(account.id, wish))}
          />
        ))}
      </ul>
      <p className="mt-4 text-14 text-muted">{t('change')}</p>
      {code && (
        <div className="mt-4">
          <ErrorWords code={code} />
        </div>
      )}
      <WizardBar>
        <SubmitButton isPending={isPending}>{t('submit', { count: keptCount })}</SubmitButton>
      </WizardBar>
    </form>
  )
}

/** The browser's clock and the server's may differ by a little; the new reading is told from an old one by its start. */
const CLOCK_TOLERANCE_MS = 5_000

/** At a bank that is known, what is new is what the question is about. */
function newFirst({ accounts, isKnown }: Offer): readonly OfferedAccount[] {
  return isKnown ? [...accounts.filter(({ isNew }) => isNew), ...accounts.filter(({ isNew }) => !isNew)] : accounts
}

/** All that can be read is kept, except what was declined before; nothing is shared that was not. */
function firstWish(account: OfferedAccount): AccountWish {
  const name = account.name === account.bankName ? '' : account.name
  return { keep: account.isKept || (account.isReadable && !account.isDeclined), share: account.share, name }
}
