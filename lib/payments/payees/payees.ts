import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { readStepUp } from '@/lib/households/step-up'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault, type Vault } from '@/lib/vault/vault'
import { hintOf, indexAccount } from '@/lib/payments/account-index'
import { canonicalAccount } from '@/lib/payments/check/canonical-account'
import { checkBic } from '@/lib/payments/check/check-bic'
import { checkIban } from '@/lib/payments/check/check-account'
import type { Payee, PayeeAccount, PayeeInput } from './payee-dto'
import { visiblePayments } from '@/lib/payments/pages/payment-row'
import { isBankgiro } from '@/lib/payments/references/bankgiro'
import { isPlusgiro } from '@/lib/payments/references/plusgiro'

const place = (id: string) => ({ table: 'payee', column: 'sealed_account', rowId: id })

/** Beyond any household; so that a list is never endless. */
const PAYEES_MAX = 1_000

type PayeeRow = {
  readonly id: string
  readonly memberId: string
  readonly memberName: string
  readonly name: string
  readonly isShared: boolean
  readonly sealedAccount: string
  readonly hint: string
  readonly createdAt: Date
  readonly changedAt: Date | null
  readonly lastPaidAt: Date | null
}

/** The payees a viewer may know of, their own and those shared with the household, lately paid ones first. */
export function listPayees(viewer: Viewer): Promise<Payee[]> {
  return asViewer(viewer, (db) => readPayees(db, viewer))
}

/** @throws AppError not_found, also for another member's private payee */
export async function getPayee(viewer: Viewer, id: string): Promise<Payee> {
  const payee = (await listPayees(viewer)).find((one) => one.id === id)
  if (!payee) throw notFound('payee')
  return payee
}

export async function readPayees(db: Db, viewer: Viewer): Promise<Payee[]> {
  const { householdId, memberId } = viewer
  const rows = await db.$queryRaw<PayeeRow[]>`
    SELECT y.id::text, y.member_id::text AS "memberId", coalesce(m.name, '') AS "memberName", y.name, y.is_shared AS "isShared",
           y.sealed_account AS "sealedAccount", y.account_hint AS hint, y.created_at AS "createdAt", y.changed_at AS "changedAt",
           paid.at AS "lastPaidAt"
      FROM payee y
      LEFT JOIN member m ON m.household_id = y.household_id AND m.id = y.member_id
      LEFT JOIN LATERAL (
        SELECT max(p.created_at) AS at FROM payment_line l
          JOIN payment p ON p.household_id = l.household_id AND p.id = l.payment_id
         WHERE l.household_id = y.household_id AND l.creditor_index = y.account_index
           AND (p.status IN ('accepted', 'executed') OR p.booked_at IS NOT NULL) AND ${visiblePayments(viewer)}) paid ON true
     WHERE y.household_id = ${householdId}::uuid AND y.removed_at IS NULL AND (y.is_shared OR y.member_id = ${memberId}::uuid)
     ORDER BY paid.at DESC NULLS LAST, lower(y.name), y.id LIMIT ${PAYEES_MAX}`
  if (rows.length === 0) return []
  const vault = await openVault(db, householdId)
  return rows.map((row) => toPayee(row, openAccount(vault, row), memberId))
}

/**
 * Puts somebody on the list or changes an entry; answers its id. An account that is on the list already is not put there twice.
 * Takes a fresh proof: a number that stands on the list is paid without looking, and a changed one is how invoices are forged. The one
 * given for sending a payment is as good for keeping its payee.
 * @throws AppError not_allowed, also for what the household shares when only its owners decide whom it pays · not_found for an entry of
 *   somebody else · conflict when the account is another entry's · step_up_needed · invalid_input with what is wrong with the number
 */
export async function savePayee(viewer: Viewer, input: PayeeInput, now: Date): Promise<{ id: string }> {
  const { householdId, memberId } = viewer
  if (!mayDo(viewer, 'pay')) throw new AppError('not_allowed')
  const account = canonicalAccount(input.account)
  requireGoodAccount({ ...input, account })
  return asViewer(viewer, async (db) => {
    const vault = await openVault(db, householdId)
    const accountIndex = indexAccount(vault, account)
    const twin = await findByIndex(db, viewer, accountIndex)
    const known = await db.payee.findUnique({ where: { householdId_id: { householdId, id: input.id } } })
    if (twin && twin.id !== input.id) {
      if (known || twin.name !== input.name) throw new AppError('conflict', 'account is on the list', { account: 'known' })
      return { id: twin.id }
    }
    if (input.isShared || known?.isShared) await requireSharing(db, viewer)
    if (!(await readStepUp(db, viewer, now)).isFresh) throw new AppError('step_up_needed')
    if (known) await changePayee(db, viewer, { known, input: { ...input, account }, accountIndex, vault, now })
    else {
      const added = await db.payee.createMany({
        data: [{ householdId, id: input.id, memberId, createdAt: now, ...columnsOf({ ...input, account }, vault, accountIndex) }],
        skipDuplicates: true,
      })
      // The id is that of an entry this member may not see.
      if (added.count === 0) throw notFound('payee')
    }
    await recordAudit(db, { householdId, memberId, kind: 'payee_saved', subjectId: input.id, facts: { shared: input.isShared }, now })
    return { id: input.id }
  })
}

/**
 * Takes a fresh proof: who removes an entry and adds another under its name has changed its number.
 * @throws AppError not_allowed · not_found · step_up_needed
 */
export async function removePayee(viewer: Viewer, id: string, now: Date): Promise<void> {
  const { householdId, memberId } = viewer
  if (!mayDo(viewer, 'pay')) throw new AppError('not_allowed')
  if (!isUuid(id)) throw notFound('payee')
  await asViewer(viewer, async (db) => {
    const where = { householdId, id, removedAt: null, OR: [{ isShared: true }, { memberId }] }
    const known = await db.payee.findFirst({ where, select: { isShared: true } })
    if (!known) throw notFound('payee')
    if (known.isShared) await requireSharing(db, viewer)
    if (!(await readStepUp(db, viewer, now)).isFresh) throw new AppError('step_up_needed')
    const removed = await db.payee.updateMany({ where, data: { removedAt: now } })
    if (removed.count === 0) throw notFound('payee')
    await recordAudit(db, { householdId, memberId, kind: 'payee_removed', subjectId: id, now })
  })
}

/** Whether the viewer may put somebody on the list that the household shares, change such an entry, or remove it. */
export function maySharePayees(viewer: Viewer): Promise<boolean> {
  return asViewer(viewer, (db) => mayShare(db, viewer))
}

/** Where only the list may be paid, the list is the rule, and whoever sets the rules keeps it. */
async function mayShare(db: Db, viewer: Viewer): Promise<boolean> {
  if (mayDo(viewer, 'manage_household')) return true
  const where = { id: viewer.householdId }
  const { payeesListedOnly } = await db.household.findUniqueOrThrow({ where, select: { payeesListedOnly: true } })
  return mayDo(viewer, 'pay') && !payeesListedOnly
}

async function requireSharing(db: Db, viewer: Viewer): Promise<void> {
  if (!(await mayShare(db, viewer))) throw new AppError('not_allowed', 'only owners change whom the household pays')
}

type Change = {
  readonly known: { readonly memberId: string; readonly isShared: boolean; readonly accountIndex: string; readonly removedAt: Date | null }
  readonly input: PayeeInput
  readonly accountIndex: string
  readonly vault: Vault
  readonly now: Date
}

/** Another number for the same name is how money goes astray: when it happened, and away from which, is kept. */
async function changePayee(db: Db, { householdId, memberId }: Viewer, { known, input, accountIndex, vault, now }: Change): Promise<void> {
  const isTheirs = known.memberId === memberId
  if (known.removedAt || !(known.isShared || isTheirs)) throw notFound('payee')
  // What is shared stays so unless its maker takes it back: the others rely on it.
  if (!isTheirs && !input.isShared) throw new AppError('not_allowed', 'only its maker makes a payee private')
  const isMoved = known.accountIndex !== accountIndex
  await db.payee.update({
    where: { householdId_id: { householdId, id: input.id } },
    data: { ...columnsOf(input, vault, accountIndex), ...(isMoved ? { changedAt: now, previousAccountIndex: known.accountIndex } : {}) },
  })
}

function findByIndex(db: Db, { householdId, memberId }: Viewer, accountIndex: string) {
  return db.payee.findFirst({ where: { householdId, accountIndex, removedAt: null, OR: [{ isShared: true }, { memberId }] } })
}

function columnsOf(input: PayeeInput, vault: Vault, accountIndex: string) {
  const { id, name, isShared, account, bic, clearing, country, addressLines } = input
  const sealed: PayeeAccount = { account, bic, clearing, country, addressLines }
  return { name, isShared, accountIndex, accountHint: hintOf(account), sealedAccount: vault.seal(place(id), JSON.stringify(sealed)) }
}

function openAccount(vault: Vault, { id, sealedAccount }: Pick<PayeeRow, 'id' | 'sealedAccount'>): PayeeAccount {
  return JSON.parse(vault.open(place(id), sealedAccount)) as PayeeAccount
}

function toPayee({ sealedAccount: _sealed, memberId, ...row }: PayeeRow, account: PayeeAccount, viewerId: string): Payee {
  return {
    ...row,
    ...account,
    isMine: memberId === viewerId,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt?.toISOString() ?? null,
    lastPaidAt: row.lastPaidAt?.toISOString() ?? null,
  }
}

/** What can be told of a number without knowing which bank it will be paid from. */
function requireGoodAccount({ account, bic }: Pick<PayeeInput, 'account' | 'bic'>): void {
  const { scheme, identification } = account
  const wrong = wrongWith(scheme, identification)
  if (wrong) throw new AppError('invalid_input', 'account number', { account: wrong })
  const wrongBic = checkBic(bic, account)
  if (wrongBic) throw new AppError('invalid_input', 'bic', { bic: wrongBic })
}

function wrongWith(scheme: string, identification: string) {
  if (identification === '') return 'required'
  if (scheme === 'IBAN') return checkIban(identification)
  if (scheme === 'BGNR') return isBankgiro(identification) ? null : 'bankgiro_check_digit'
  if (scheme === 'PGNR') return isPlusgiro(identification) ? null : 'plusgiro_check_digit'
  return /^[A-Z0-9]{2,34}$/i.test(identification) ? null : 'bban_form'
}
