import { parseCurrency } from '@/lib/core/currency'
import { parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { Prisma, type Db } from '@/lib/db'
import { accountLevel, allowsLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { nameOfAccount, type AccountRow } from '../list-accounts'
import type { DecidedRowDto, DecisionDto, DecisionKind } from './review'

const DECISIONS_MAX = 20

type FoundDecision = {
  readonly id: string
  readonly kind: DecisionKind
  readonly accountId: string
  readonly memberName: string | null
  readonly decidedAt: Date
  readonly undoneAt: Date | null
  readonly row: FoundRow | null
  readonly other: FoundRow | null
}

/** As JSON brings it: minor units are text. */
type FoundRow = { readonly id: string; readonly name: string; readonly day: string; readonly minor: string; readonly currency: string }

/** What was decided about rows of these accounts, or about one row, newest first; one answer is one entry. */
export async function listDecisions(
  db: Db,
  viewer: Viewer,
  { accounts, about }: { accounts: readonly AccountRow[]; about?: string },
): Promise<DecisionDto[]> {
  const one = about === undefined ? Prisma.empty : Prisma.sql`AND (d.transaction_id = ${about}::uuid OR d.other_id = ${about}::uuid)`
  const rows = await db.$queryRaw<FoundDecision[]>`
    SELECT d.id::text, d.kind, d.account_id::text AS "accountId", m.name AS "memberName", d.decided_at AS "decidedAt",
           d.undone_at AS "undoneAt", ${rowOf(Prisma.sql`d.transaction_id`)} AS row, ${rowOf(Prisma.sql`d.other_id`)} AS other
      FROM match_decision d
      LEFT JOIN member m ON m.household_id = d.household_id AND m.id = d.member_id
     WHERE d.household_id = ${viewer.householdId}::uuid AND d.account_id = ANY (${accounts.map(({ id }) => id)}::uuid[])
       AND d.before->>'partOf' IS NULL ${one}
     ORDER BY d.decided_at DESC, d.id DESC LIMIT ${DECISIONS_MAX}::int`
  return rows.flatMap((row) => {
    const account = accounts.find(({ id }) => id === row.accountId)
    return account ? [toDecisionDto(viewer, account, row)] : []
  })
}

function rowOf(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT json_build_object('id', t.id, 'name', coalesce(t.user_name, t.name), 'day', t.effective_date::text,
                             'minor', t.amount_minor::text, 'currency', t.currency)
      FROM transaction t WHERE t.household_id = d.household_id AND t.id = ${id})`
}

function toDecisionDto(viewer: Viewer, account: AccountRow, { row, other, decidedAt, undoneAt, ...decision }: FoundDecision): DecisionDto {
  const level = accountLevel({ holder: account.isHolder, share: account.share, role: viewer.role })
  const { id, kind, memberName } = decision
  return {
    ...{ id, kind, memberName, accountName: nameOfAccount(account) },
    decidedAt: decidedAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
    mayUndo: undoneAt === null && allowsLevel(level, 'annotate'),
    row: row && toRowDto(row),
    other: other && toRowDto(other),
  }
}

function toRowDto({ id, name, day, minor, currency }: FoundRow): DecidedRowDto {
  return { id, name, day: parseIsoDate(day), amount: toMoneyDto(money(BigInt(minor), parseCurrency(currency))) }
}
