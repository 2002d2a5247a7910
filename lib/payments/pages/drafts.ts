import { AppError } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db, type DbViewer } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'

/** What the payment form holds, as JSON; only the form reads it. */
export type PaymentDraftForm = Readonly<Record<string, unknown>>

export type PaymentDraft = {
  /** The payment's id to be. */
  readonly id: string
  readonly form: PaymentDraftForm
  /** ISO 8601. */
  readonly updatedAt: string
}

/** A bulk of two hundred payees fits. */
const FORM_BYTES_MAX = 128 * 1024
const DRAFTS_MAX = 20

const place = (id: string) => ({ table: 'payment_draft', column: 'sealed_form', rowId: id })

/**
 * Keeps what a member has typed, sealed, for them alone; it outlives their login session. What has become a payment stays one.
 * @throws AppError `invalid_input` when it is no id or too much, `not_found` for somebody else's
 */
export async function saveDraft(
  viewer: DbViewer,
  { id, form }: { readonly id: string; readonly form: PaymentDraftForm },
  now: Date,
): Promise<void> {
  const text = JSON.stringify(form)
  if (!isUuid(id) || Buffer.byteLength(text) > FORM_BYTES_MAX) throw new AppError('invalid_input', 'draft', { form: 'too_long' })
  const { householdId, memberId } = viewer
  await asViewer(viewer, async (db) => {
    // A form may save itself once more after its payment was made.
    if ((await db.payment.count({ where: { householdId, id } })) > 0) return
    const vault = await openVault(db, householdId)
    const sealedForm = vault.seal(place(id), text)
    const kept = await db.paymentDraft.updateMany({ where: { householdId, id, memberId }, data: { sealedForm, updatedAt: now } })
    if (kept.count > 0) return
    const added = await db.paymentDraft.createMany({
      data: [{ householdId, id, memberId, sealedForm, updatedAt: now }],
      skipDuplicates: true,
    })
    // Another request of the same form was quicker: what it kept is as new. Somebody else's draft is not there for us.
    if (added.count > 0) await forgetOldest(db, viewer)
  })
}

/** The viewer's drafts, newest first. */
export async function listDrafts(viewer: DbViewer): Promise<PaymentDraft[]> {
  const { householdId, memberId } = viewer
  return asViewer(viewer, async (db) => {
    const rows = await db.paymentDraft.findMany({ where: { householdId, memberId }, orderBy: { updatedAt: 'desc' }, take: DRAFTS_MAX })
    if (rows.length === 0) return []
    const vault = await openVault(db, householdId)
    return rows.map(({ id, sealedForm, updatedAt }) => ({
      id,
      form: JSON.parse(vault.open(place(id), sealedForm)) as PaymentDraftForm,
      updatedAt: updatedAt.toISOString(),
    }))
  })
}

export async function findDraft(viewer: DbViewer, id: string): Promise<PaymentDraft | null> {
  return (await listDrafts(viewer)).find((draft) => draft.id === id) ?? null
}

export async function removeDraft(viewer: DbViewer, id: string): Promise<void> {
  if (!isUuid(id)) return
  await asViewer(viewer, (db) => db.paymentDraft.deleteMany({ where: { householdId: viewer.householdId, memberId: viewer.memberId, id } }))
}

async function forgetOldest(db: Db, { householdId, memberId }: DbViewer): Promise<void> {
  const old = await db.paymentDraft.findMany({
    where: { householdId, memberId },
    orderBy: { updatedAt: 'desc' },
    skip: DRAFTS_MAX,
    select: { id: true },
  })
  if (old.length > 0) await db.paymentDraft.deleteMany({ where: { householdId, id: { in: old.map(({ id }) => id) } } })
}
