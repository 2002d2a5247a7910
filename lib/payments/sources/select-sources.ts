import { AVAILABLE_BALANCES } from '@/lib/core/iso-20022'
import { Prisma, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'

/** An account a member has full rights on, with the access through which its bank could be asked to pay. */
export type SourceRow = {
  readonly accountId: string
  readonly name: string
  readonly bankName: string
  readonly bankCountry: string
  readonly lastFour: string | null
  readonly currency: string
  readonly isMine: boolean
  readonly numberScheme: string | null
  readonly balanceMinor: bigint | null
  readonly balanceType: string | null
  readonly balanceAt: Date | null
  /** Null: no access of this member's, and none through the instance's application. */
  readonly access: SourceAccess | null
}

/** As JSON brings it. */
export type SourceAccess = {
  readonly isUsable: boolean
  readonly connectorId: string
  readonly bankAppId: string | null
  readonly aspspName: string
  readonly aspspCountry: string
  readonly psuType: string
  /** Of the member's own application; null for the instance's, or when it was removed. */
  readonly app: { readonly services: readonly string[]; readonly isChecked: boolean; readonly active: boolean | null } | null
}

/** Row-level security hides accounts too; the conditions here are the first wall. `only`: one account. */
export function selectSources(db: Db, { householdId, memberId }: Viewer, only: string | null): Promise<SourceRow[]> {
  const one = only === null ? Prisma.empty : Prisma.sql`AND a.id = ${only}::uuid`
  return db.$queryRaw<SourceRow[]>`
    SELECT a.id::text AS "accountId", coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), a.aspsp_name) AS name,
           a.aspsp_name AS "bankName", a.aspsp_country AS "bankCountry", a.last_four AS "lastFour", a.currency,
           coalesce(x.holder, false) AS "isMine",
           CASE WHEN a.sealed_iban IS NOT NULL THEN 'IBAN' WHEN a.sealed_other IS NOT NULL THEN coalesce(a.other_scheme, 'OTHR') END
             AS "numberScheme",
           coalesce(spendable.amount_minor, a.balance_minor) AS "balanceMinor", coalesce(spendable.type, a.balance_type) AS "balanceType",
           coalesce(spendable.observed_at, a.balance_observed_at) AS "balanceAt", way.access
      FROM account a
      LEFT JOIN account_access x
        ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
      LEFT JOIN LATERAL (${spendableBalance}) spendable ON true
      LEFT JOIN LATERAL (${accessOf(memberId)}) way ON true
     WHERE a.household_id = ${householdId}::uuid AND a.choice = 'kept' AND a.archived_at IS NULL AND a.no_longer_shared_since IS NULL
       AND a.cash_account_type NOT IN ('CARD', 'LOAN') AND (x.holder OR a.share = 'full') ${one}
     ORDER BY a.aspsp_name, a.sort_order, a.created_at, a.id`
}

const spendableBalance = Prisma.sql`
  SELECT b.amount_minor, b.type, b.observed_at FROM balance b
   WHERE b.household_id = a.household_id AND b.account_id = a.id AND b.currency = a.currency
     AND b.type = ANY (${[...AVAILABLE_BALANCES]}::text[])
   ORDER BY array_position(${[...AVAILABLE_BALANCES]}::text[], b.type) LIMIT 1`

/**
 * The member's own access, else anybody's through the instance's application. One whose consent ran out will do: a payment is
 * approved by itself.
 */
function accessOf(memberId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT json_build_object(
             'isUsable', s.status IN ('authorized', 'expired'), 'connectorId', s.connector_id, 'bankAppId', s.bank_app_id,
             'aspspName', s.aspsp_name, 'aspspCountry', s.aspsp_country, 'psuType', s.psu_type,
             'app', CASE WHEN p.id IS NOT NULL THEN json_build_object(
                      'services', p.services, 'isChecked', p.checked_at IS NOT NULL, 'active', p.active) END) AS access
      FROM account_feed f
      JOIN bank_session s ON s.household_id = f.household_id AND s.id = f.bank_session_id
      LEFT JOIN bank_app p ON p.household_id = s.household_id AND p.id = s.bank_app_id AND p.member_id = s.member_id AND p.removed_at IS NULL
     WHERE f.household_id = a.household_id AND f.account_id = a.id AND (s.member_id = ${memberId}::uuid OR s.bank_app_id IS NULL)
     ORDER BY s.status IN ('authorized', 'expired') DESC, s.member_id = ${memberId}::uuid DESC, s.status = 'authorized' DESC,
              s.superseded_at IS NULL DESC, s.created_at DESC, s.id
     LIMIT 1`
}
