import { asViewer, Prisma } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { BankHealthDto } from './bank-health-dto'
import { describeBankHealth, type HealthCall } from './describe-bank-health'

/** As many of the newest calls of a bank are looked at. */
const CALLS_LOOKED_AT = 200

type Found = {
  readonly bankName: string
  readonly country: string
  readonly calls: number
  readonly failed: number
  readonly newest: readonly { readonly at: string; readonly outcome: string; readonly durationMs: number }[] | null
}

/** How each bank answered the viewer's own calls lately; with `bankSessionId` only the bank of that own access. */
export async function listBankHealth(viewer: Viewer, now: Date, bankSessionId?: string): Promise<BankHealthDto[]> {
  const { householdId, memberId } = viewer
  const ofOne =
    bankSessionId === undefined
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT FROM bank_session o WHERE o.household_id = s.household_id AND o.id = ${bankSessionId}::uuid
                                  AND o.aspsp_name = s.aspsp_name AND o.aspsp_country = s.aspsp_country)`
  const rows = await asViewer(
    viewer,
    (db) => db.$queryRaw<Found[]>`
      WITH bank AS (
        SELECT s.aspsp_name AS name, s.aspsp_country AS country, array_agg(s.id) AS sessions FROM bank_session s
         WHERE s.household_id = ${householdId}::uuid AND s.member_id = ${memberId}::uuid ${ofOne}
         GROUP BY 1, 2),
      call AS (
        SELECT b.name, b.country, c.at, c.id, c.outcome, c.duration_ms,
               row_number() OVER (PARTITION BY b.name, b.country ORDER BY c.at DESC, c.id DESC) AS turn
          FROM bank b JOIN bank_call c ON c.household_id = ${householdId}::uuid AND c.bank_session_id = ANY (b.sessions)
         WHERE c.at > ${new Date(now.getTime() - 30 * 86_400_000)}::timestamptz)
      SELECT b.name AS "bankName", b.country,
             (count(*) FILTER (WHERE c.at > ${new Date(now.getTime() - 7 * 86_400_000)}::timestamptz))::int AS calls,
             (count(*) FILTER (WHERE c.at > ${new Date(now.getTime() - 7 * 86_400_000)}::timestamptz AND c.outcome <> 'ok'))::int AS failed,
             json_agg(json_build_object('at', c.at, 'outcome', c.outcome, 'durationMs', c.duration_ms) ORDER BY c.turn)
               FILTER (WHERE c.turn <= ${CALLS_LOOKED_AT}) AS newest
        FROM bank b LEFT JOIN call c ON c.name = b.name AND c.country = b.country
       GROUP BY b.name, b.country ORDER BY b.name, b.country`,
  )
  return rows.map(({ newest, ...bank }) => {
    const calls = (newest ?? []).map((call): HealthCall => ({ ...call, at: new Date(call.at) }))
    const health = describeBankHealth(calls, now)
    return {
      ...bank,
      ...{ state: health.state, usualMs: health.usualMs },
      failingSince: health.failingSince?.toISOString() ?? null,
      lastAnswerAt: health.lastAnswerAt?.toISOString() ?? null,
    }
  })
}
