import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Amount } from '@/components/ui/amount'
import { Sparkline } from '@/components/ui/sparkline'
import { TimeText } from '@/components/ui/time-text'
import { balanceBasis } from '@/lib/accounts/account-kind'
import type { AccountDto } from '@/lib/accounts/account'
import type { LedgerRow } from '@/lib/insights/overview'
import { WhoSees } from './who-sees'

/** One account: name, who sees it, the way its balance went, what kind of balance it is and of when, and the balance. */
export function AccountLedgerRow({ row, now }: { row: LedgerRow; now: string }) {
  const { account, converted, notCounted, spark } = row
  const isOut = notCounted !== null || account.isArchived
  return (
    <li>
      <Link className={isOut ? 'arow out' : 'arow'} href={`/accounts/${account.id}`}>
        <span className="name cut">{account.name}</span>
        <span className="sub who-sees">
          {account.lastFour && <span className="num">…{account.lastFour} ·</span>}
          <WhoSees account={account} />
        </span>
        <span className="line">{account.balance && <Sparkline amounts={spark} />}</span>
        <span className="sub basis">
          <Basis account={account} now={now} />
        </span>
        <Value account={account} notCounted={notCounted} />
        {converted && (
          <span className="conv">
            <Amount money={converted} kind="transfer" size="small" />
          </span>
        )}
      </Link>
    </li>
  )
}

function Basis({ account, now }: { account: AccountDto; now: string }) {
  const t = useTranslations('accounts')
  if (!account.balance || !account.balanceAt) return t('basis.none')
  return (
    <>
      {t(`basis.${balanceBasis(account.balanceType)}`)} · <TimeText at={account.balanceAt} form="asOf" staleAt={now} />
    </>
  )
}

function Value({ account, notCounted }: { account: AccountDto; notCounted: LedgerRow['notCounted'] }) {
  const t = useTranslations('accounts')
  return (
    <span className="v">
      {account.balance ? <Amount money={account.balance} /> : <span className="text-14 text-muted">{t('noBalance')}</span>}
      {account.noLongerSharedSince && notCounted !== 'excluded' && <span className="sub">{t('noLongerShared')}</span>}
      {notCounted === 'excluded' && <span className="sub">{t('notCounted.excluded')}</span>}
      {notCounted === 'no_rate' && <span className="sub">{t('notCounted.no_rate')}</span>}
    </span>
  )
}
