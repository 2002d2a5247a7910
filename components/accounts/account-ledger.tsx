import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { Tile } from '@/components/ui/tile'
import { accountTypeKey } from '@/lib/accounts/account-kind'
import type { Ledger, LedgerGroup } from '@/lib/insights/overview'
import { AccountLedgerRow } from './account-ledger-row'
import { GroupState } from './group-state'
import { LedgerFoot } from './ledger-foot'
import './ledger.css'

type AccountLedgerProps = { ledger: Ledger; baseCurrency: string; /** ISO instant, to tell old balances. */ now: string }

/** Accounts in groups, each with its sum, closed by the total that equals the one on top of the page. */
export function AccountLedger({ ledger, baseCurrency, now }: AccountLedgerProps) {
  const isFlat = ledger.grouping !== 'bank'
  return (
    <>
      <ul className={isFlat ? 'ledger flat' : 'ledger'}>
        {ledger.groups.map((group) => (
          <li key={group.key}>
            <GroupHead group={group} grouping={ledger.grouping} />
            <ul>
              {group.rows.map((row) => (
                <AccountLedgerRow key={row.account.id} row={row} now={now} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <LedgerFoot ledger={ledger} baseCurrency={baseCurrency} />
    </>
  )
}

function GroupHead({ group, grouping }: { group: LedgerGroup; grouping: Ledger['grouping'] }) {
  const t = useTranslations('accounts')
  const isBank = grouping === 'bank'
  const title = grouping === 'type' ? t(`type.${accountTypeKey(group.title)}`) : group.title || t('who.nobody')
  return (
    <div className={isBank ? 'ghead' : 'ghead plain'}>
      {isBank && <Tile id={group.key} name={group.title} />}
      <div className="min-w-0">
        <h3 className="cut">{title}</h3>
        {isBank && <GroupState state={group.state} />}
      </div>
      {group.subtotal && <Amount money={group.subtotal} strong />}
    </div>
  )
}
