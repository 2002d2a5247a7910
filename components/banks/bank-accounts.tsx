import { useLocale, useTranslations } from 'next-intl'
import { Row } from '@/components/ui/row'
import type { BankAccountDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'

/** The accounts of one access: which others read them too, and which the bank no longer shares. */
export function BankAccounts({ accounts, format }: { accounts: readonly BankAccountDto[]; format: Format }) {
  const t = useTranslations('banks.accounts')
  const locale = useLocale()
  const factOf = ({ noLongerSharedSince, isReadable, alsoThrough }: BankAccountDto) => {
    if (noLongerSharedSince) return t('gone', { day: format.day(dayIn(new Date(noLongerSharedSince), format.display.timeZone), 'full') })
    if (alsoThrough.length > 0) return t('also', { names: new Intl.ListFormat(locale).format(alsoThrough) })
    return isReadable ? undefined : t('unread')
  }
  return (
    <ul className="rows">
      {accounts.map((account) => (
        <li key={account.id}>
          <Row
            href={`/accounts/${account.id}`}
            name={account.name}
            sub={factOf(account)}
            end={account.lastFour && <span className="num text-14 text-muted">…{account.lastFour}</span>}
          />
        </li>
      ))}
    </ul>
  )
}
