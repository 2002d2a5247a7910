import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { TimeText } from '@/components/ui/time-text'
import type { AccountPageDto, BalanceDto } from '@/lib/insights/account-page'
import { balanceDay } from './balance-day'
import { useBalanceWord } from './balance-word'

/** All balances the bank sent, in words with their codes and times, and what is still pending. */
export function BalanceTable({ page }: { page: AccountPageDto }) {
  const t = useTranslations('accounts.balances')
  const { balances, pending } = page
  if (balances.length === 0 && !pending) return <p className="py-4 text-14 text-muted">{t('none')}</p>
  return (
    <table className="bals">
      <caption className="vh">{t('caption')}</caption>
      <tbody>
        {balances.map((balance) => (
          <BalanceLine key={`${balance.type} ${balance.amount.currency}`} balance={balance} />
        ))}
        {pending && (
          <tr className="apart">
            <th scope="row">
              <span className="l">{t('pendingRows', { count: pending.count })}</span>
              <span className="sub">
                {pending.names.join(', ')}
                <span className="phone">
                  {' '}
                  · <DateText day={pending.newestDay} form="relative" />
                </span>
              </span>
            </th>
            <td className="when">
              <DateText day={pending.newestDay} form="relative" />
            </td>
            <td className="text-end">
              <Amount money={pending.sum} kind="signed" pending size="big" />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** Codes that say nothing by themselves. */
const NAMED_BY_THE_BANK = ['OTHR', 'INFO']

function BalanceLine({ balance }: { balance: BalanceDto }) {
  const t = useTranslations('accounts.balances')
  const word = useBalanceWord()
  return (
    <tr className={balance.counts ? 'counts' : undefined}>
      <th scope="row">
        <span className="l">{word(balance.type)}</span>
        <span className="sub">
          {balance.type}
          {balance.name && NAMED_BY_THE_BANK.includes(balance.type) && ` · ${balance.name}`}
          <span className="phone">
            {' '}
            · <When balance={balance} />
          </span>
        </span>{' '}
        {balance.counts && <Badge>{t('counts')}</Badge>}
      </th>
      <td className="when">
        <When balance={balance} />
      </td>
      <td className="text-end">
        <Amount money={balance.amount} size="big" strong={balance.counts} />
      </td>
    </tr>
  )
}

/** A closing balance is of a day, the others of a moment, unless the bank dated them earlier. */
function When({ balance }: { balance: BalanceDto }) {
  const day = balanceDay(balance)
  return day ? <DateText day={day} form="relative" /> : <TimeText at={balance.observedAt} />
}
