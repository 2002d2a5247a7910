import { asSystem, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { getOwnBankSession } from './get-own-bank-session'
import type { Offer, OfferedAccount } from './offer'

/**
 * The accounts a bank offers through one of the viewer's own accesses, to choose from. Read as the system and only for the
 * access's owner: an account they left to its other holders is still theirs to keep after all.
 */
export function getOffer(viewer: Viewer, bankSessionId: string): Promise<Offer> {
  return asSystem(viewer.householdId, async (db) => {
    const session = await getOwnBankSession(db, viewer, bankSessionId)
    const accounts = await listOffered(db, viewer, bankSessionId)
    const isKnown = accounts.some(({ isKept, isDeclined }) => isKept || isDeclined)
    return {
      bankSessionId,
      bankName: session.aspspName,
      isKnown: isKnown && (session.lastSyncedAt !== null || session.supersedesId !== null),
      isOver: session.status !== 'authorized' || session.supersededAt !== null,
      accounts,
    }
  })
}

type OfferedRow = Omit<OfferedAccount, 'isKept' | 'isDeclined' | 'isNew'> & { readonly choice: string; readonly isHolder: boolean }

async function listOffered(db: Db, { householdId, memberId }: Viewer, bankSessionId: string): Promise<OfferedAccount[]> {
  const rows = await db.$queryRaw<OfferedRow[]>`
    SELECT a.id::text, coalesce(CASE WHEN mine.holder THEN nullif(a.custom_name, '') END, nullif(a.bank_name, ''), a.aspsp_name) AS name, a.bank_name AS "bankName", a.cash_account_type AS type,
           a.currency, a.last_four AS "lastFour", f.sealed_uid IS NOT NULL AS "isReadable", a.choice, a.share,
           coalesce(mine.holder, false) AS "isHolder",
           coalesce(others.names, '{}') AS "alsoHeldBy"
      FROM account_feed f
      JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
      LEFT JOIN account_access mine ON mine.household_id = a.household_id AND mine.account_id = a.id AND mine.member_id = ${memberId}::uuid
      LEFT JOIN LATERAL (
        SELECT array_agg(m.name ORDER BY m.joined_at, m.id) AS names
          FROM account_access x
          JOIN member m ON m.household_id = x.household_id AND m.id = x.member_id AND m.removed_at IS NULL
         WHERE x.household_id = a.household_id AND x.account_id = a.id AND x.holder AND x.member_id <> ${memberId}::uuid) others ON true
     WHERE f.household_id = ${householdId}::uuid AND f.bank_session_id = ${bankSessionId}::uuid
     ORDER BY a.sort_order, a.created_at, a.bank_name, a.id`
  return rows.map(({ choice, isHolder, ...row }) => ({
    ...row,
    isKept: choice === 'kept' && isHolder,
    isDeclined: !isHolder,
    isNew: choice !== 'kept' && isHolder,
  }))
}
