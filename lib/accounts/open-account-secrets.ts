import { notFound } from '@/lib/core/errors'
import { money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { toMoneyDto, type MoneyDto } from '@/lib/core/money-dto'
import type { Db, DbViewer } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'

export type AccountSecrets = {
  readonly iban: string | null
  readonly otherNumber: { readonly scheme: string; readonly number: string } | null
  readonly bankName: string
  readonly holderName: string | null
  readonly creditLimit: MoneyDto | null
  readonly pinnedType: string | null
}

/** What the account's own page shows and no list does: the full number, opened for this one request. */
export async function openAccountSecrets(db: Db, viewer: DbViewer, accountId: string): Promise<AccountSecrets> {
  const where = { householdId_id: { householdId: viewer.householdId, id: accountId } }
  const account = await db.account.findUnique({ where })
  if (!account) throw notFound('account')
  const sealed = account.sealedIban ?? account.sealedOther
  const vault = sealed === null ? null : await openVault(db, viewer.householdId)
  const open = (column: string, text: string | null) =>
    text === null || !vault ? null : vault.open({ table: 'account', column, rowId: accountId }, text)
  const other = open('sealed_other', account.sealedOther)
  return {
    iban: open('sealed_iban', account.sealedIban),
    otherNumber: other === null ? null : { scheme: account.otherScheme ?? 'OTHR', number: other },
    bankName: account.bankName,
    holderName: account.holderName,
    creditLimit: account.creditLimitMinor === null ? null : toMoneyDto(money(account.creditLimitMinor, parseCurrency(account.currency))),
    pinnedType: account.pinnedBalanceType,
  }
}
