import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from './audit'
import { parseRole } from './members'
import { requireStepUp } from './step-up'
import { mayDo, type Viewer } from './viewer'

/** Sums are in the household's currency; null: no such rule. */
export type HouseholdPaymentRules = { readonly approvalAboveMinor: bigint | null; readonly payeesListedOnly: boolean }

export type MemberLimits = { readonly singleLimitMinor: bigint | null; readonly dailyLimitMinor: bigint | null }

export type PaymentRules = HouseholdPaymentRules & {
  /** Who may pay, in the order they came. */
  readonly payers: readonly (MemberLimits & { readonly memberId: string; readonly name: string })[]
}

/** The rules for paying, for every member to know. */
export function getPaymentRules(viewer: Viewer): Promise<PaymentRules> {
  return asViewer(viewer, async (db) => {
    const household = await db.household.findUniqueOrThrow({
      where: { id: viewer.householdId },
      select: { approvalAboveMinor: true, payeesListedOnly: true },
    })
    return { ...household, payers: await listPayers(db, viewer) }
  })
}

/**
 * Sets what holds for everybody. Takes a fresh proof of an owner.
 * @throws AppError not_allowed · step_up_needed · invalid_input with `approvalAbove: nobody_to_approve` when nobody else could approve
 */
export async function setHouseholdRules(viewer: Viewer, rules: HouseholdPaymentRules, now = new Date()): Promise<void> {
  await requireOwner(viewer, now)
  const { approvalAboveMinor, payeesListedOnly } = rules
  await asViewer(viewer, async (db) => {
    if (approvalAboveMinor !== null && (await listPayers(db, viewer)).length < 2) {
      throw new AppError('invalid_input', 'nobody could approve', { approvalAbove: 'nobody_to_approve' })
    }
    await db.household.update({ where: { id: viewer.householdId }, data: { approvalAboveMinor, payeesListedOnly } })
    const facts = { approval: approvalAboveMinor !== null, payeesListedOnly }
    await recordAudit(db, { ...viewer, kind: 'payment_rules_changed', facts, now })
  })
}

/**
 * Sets how much one member may pay at once and in a day. Takes a fresh proof of an owner.
 * @throws AppError not_allowed · step_up_needed · not_found
 */
export async function setMemberLimits(
  viewer: Viewer,
  { memberId, singleLimitMinor, dailyLimitMinor }: MemberLimits & { readonly memberId: string },
  now = new Date(),
): Promise<void> {
  await requireOwner(viewer, now)
  if (!isUuid(memberId)) throw notFound('member')
  await asViewer(viewer, async (db) => {
    const { count } = await db.member.updateMany({
      where: { householdId: viewer.householdId, id: memberId, removedAt: null, isDemo: false },
      data: { singleLimitMinor, dailyLimitMinor },
    })
    if (count === 0) throw notFound('member')
    const facts = { single: singleLimitMinor !== null, daily: dailyLimitMinor !== null }
    await recordAudit(db, { ...viewer, kind: 'payment_rules_changed', subjectId: memberId, facts, now })
  })
}

async function requireOwner(viewer: Viewer, now: Date): Promise<void> {
  if (!mayDo(viewer, 'manage_household')) throw new AppError('not_allowed')
  await requireStepUp(viewer, now)
}

async function listPayers(db: Db, { householdId }: Viewer) {
  const members = await db.member.findMany({
    where: { householdId, removedAt: null, isDemo: false, userId: { not: null } },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, role: true, singleLimitMinor: true, dailyLimitMinor: true },
  })
  return members
    .filter(({ role }) => mayDo({ role: parseRole(role) }, 'pay'))
    .map(({ id, role: _role, ...member }) => ({ memberId: id, ...member }))
}
