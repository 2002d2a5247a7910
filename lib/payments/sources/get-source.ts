import type { AccountNumber } from '@/lib/banking/payment-port'
import { AppError } from '@/lib/core/errors'
import { asViewer, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import type { PayableSource } from './payment-source'
import { openAspspReader } from './read-source-aspsp'
import { selectSources } from './select-sources'
import { toPayableSource } from './to-source'

/**
 * One account to pay from, checked anew: who may pay, whether they have full rights on the account, and which application speaks.
 * Has transactions of its own, because a bank's list may have to be asked for: never call it inside one.
 * @throws AppError `not_allowed`, `not_found` for an account the viewer does not see, `payment_unsupported` for one nobody pays from
 */
export async function getPaymentSource(viewer: Viewer, accountId: string): Promise<PayableSource> {
  if (!mayDo(viewer, 'pay')) throw new AppError('not_allowed')
  const [row] = await asViewer(viewer, async (db) => {
    await requireAccountLevel(db, viewer, accountId, 'full')
    return selectSources(db, viewer, accountId)
  })
  if (!row) throw new AppError('payment_unsupported', 'nobody pays from this account')
  return toPayableSource(row, await openAspspReader(viewer)(row))
}

/**
 * The account's own number, opened for the one request that carries it; null: not known, so it is chosen at the bank.
 * Call inside a transaction that may see the account; keep the answer in one function's scope.
 */
export async function openDebtorAccount(db: Db, householdId: string, accountId: string): Promise<AccountNumber | null> {
  const account = await db.account.findUnique({
    where: { householdId_id: { householdId, id: accountId } },
    select: { sealedIban: true, sealedOther: true, otherScheme: true },
  })
  if (!account?.sealedIban && !account?.sealedOther) return null
  const vault = await openVault(db, householdId)
  const open = (column: string, sealed: string) => vault.open({ table: 'account', column, rowId: accountId }, sealed)
  if (account.sealedIban) return { scheme: 'IBAN', identification: open('sealed_iban', account.sealedIban) }
  return { scheme: account.otherScheme ?? 'OTHR', identification: open('sealed_other', account.sealedOther!) }
}
