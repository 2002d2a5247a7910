import { type Db } from '@/lib/db'

/** Everything the audit log speaks of. */
export type AuditKind =
  | 'household_created'
  | 'sign_in'
  | 'sign_in_refused'
  | 'sign_out'
  | 'login_session_revoked'
  | 'password_changed'
  | 'profile_changed'
  | 'member_invited'
  | 'invite_revoked'
  | 'member_joined'
  | 'role_changed'
  | 'member_removed'
  | 'household_renamed'
  | 'access_denied'
  | 'account_shared'
  | 'bank_app_saved'
  | 'bank_app_removed'
  | 'consent_started'
  | 'consent_authorized'
  | 'consent_declined'
  | 'consent_failed'
  | 'consent_refused'
  | 'consent_ended'
  | 'accounts_chosen'
  | 'sync_finished'
  | 'rows_decided'
  | 'export_made'
  | 'replay_applied'
  | 'retention_changed'
  | 'stepped_up'
  | 'step_up_refused'
  | 'passkey_added'
  | 'passkey_removed'
  | 'totp_added'
  | 'totp_removed'
  | 'payee_saved'
  | 'payee_removed'
  | 'payment_rules_changed'
  | 'payment_submitted'
  | 'payment_held'
  | 'payment_approved'
  | 'payment_refused'
  | 'payment_attempted'
  | 'payment_answered'
  | 'payment_page_opened'
  | 'payment_returned'
  | 'payment_status_changed'
  | 'payment_given_by_hand'
  | 'payment_by_hand_undone'
  | 'payment_withdrawn'
  | 'payment_booked'
  /** Written by the database (migration payment_walls). */
  | 'payment_booking_gone'
  | 'payment_booking_refused'
  | 'payment_booking_refusal_undone'
  | 'demo_created'
  | 'demo_removed'

export type AuditEntry = {
  readonly householdId: string
  /** Null when the system acted. */
  readonly memberId: string | null
  readonly kind: AuditKind
  readonly subjectId?: string | null
  /** Codes and counts; never names, numbers of accounts, amounts or secrets. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>
  readonly now?: Date
}

/**
 * Appends to the household's audit log inside the caller's transaction. Each row carries the hash of the one before it, so
 * appends of one household wait for each other until commit: make it the last statement of a transaction.
 */
export async function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  const { householdId, memberId, kind, subjectId = null, facts = {}, now = new Date() } = entry
  await db.$queryRaw`
    SELECT saldo_audit(${householdId}::uuid, ${now}::timestamptz, ${memberId}::uuid, ${kind}, ${subjectId}::uuid, ${JSON.stringify(facts)}::jsonb)`
}

/** The first row of the household in `db` at which its chain is broken; null when nothing was changed or taken out of it. */
export async function findAuditBreak(db: Db): Promise<bigint | null> {
  const [row] = await db.$queryRaw<{ seq: bigint | null }[]>`SELECT saldo_audit_break() AS seq`
  return row?.seq ?? null
}
