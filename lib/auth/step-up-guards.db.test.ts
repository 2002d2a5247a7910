import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { setHouseholdRules, setMemberLimits } from '@/lib/households/payment-rules'
import type { Viewer } from '@/lib/households/viewer'
import { approvePayment } from '@/lib/payments/rules/approve-payment'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { openBankPage } from '@/lib/payments/sending/open-bank-page'
import { removePayee, savePayee } from '@/lib/payments/payees/payees'
import { submitPayment } from '@/lib/payments/submit-payment'
import { createAuthenticator } from '@/lib/testing/authenticator'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { BROWSER_ID, openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { proveStepUp } from '@/lib/testing/step-up'
import { findViewerByToken, openLoginSession } from './login-session'
import { removePasskey } from './passkeys'
import { proveStepUp as prove } from './prove-step-up'
import { hashPassword } from './password-hash'
import { addPasskey, beginPasskey } from './register-passkey'
import { beginTotp, confirmTotp, removeTotp } from './totp'

const start = new Date('2026-11-20T10:00:00Z')
const at = (ms: number) => new Date(start.getTime() + ms)
const MINUTE = 60_000
const PASSWORD = 'violin-harbour-tractor'

let database: TestDatabase
let paying: Paying
/** Held, made by somebody else: the owner could approve it. */
let heldId: string
/** The owner's, with a page at the bank. */
let openId: string
let readyId: string
let payeeId: string

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
  const passwordHash = await hashPassword(PASSWORD)
  await asSystem(paying.householdId, (db) => db.user.updateMany({ data: { passwordHash } }))
  const bo = await seedMember(paying.householdId, 'adult')
  ;[heldId, openId, readyId] = [await paying.submit(), await paying.submit(), await paying.submit()]
  await paying.send(openId)
  await database.ownerQuery(`UPDATE payment SET status = 'held', member_id = $2 WHERE id = $1`, [heldId, bo.memberId])
  const gym = { id: newId(start), name: 'Gym', account: { scheme: 'IBAN', identification: 'FI1410093000123458' }, isShared: false }
  payeeId = (await savePayee(paying.viewer, { ...gym, ...NOTHING_MORE }, start)).id
  await database.ownerQuery('UPDATE login_session SET stepped_up_at = NULL, stepped_up_by = NULL')
})

const NOTHING_MORE = { bic: null, clearing: null, country: null, addressLines: [] }
const account = { scheme: 'IBAN', identification: PAYEE_IBAN } as const
const answer = () => createAuthenticator().register({ challenge: 'none' })

/** Everything that takes a fresh proof, called past every page and dialog. */
const GUARDED: Readonly<Record<string, (viewer: Viewer, now: Date) => Promise<unknown>>> = {
  'submitting a payment': (viewer, now) => submitPayment(viewer, { id: newId(now), order: paying.order() }, { now }),
  'sending a payment': (viewer, now) =>
    beginAttempt({ ...viewer, browserId: BROWSER_ID }, readyId, { psuContext: null, attemptsSeen: 0, now }),
  'going back to the bank’s page': (viewer, now) => openBankPage({ ...viewer, browserId: BROWSER_ID }, openId, { now }),
  'approving a payment': (viewer, now) => approvePayment(viewer, { paymentId: heldId, decision: 'approved' }, now),
  'refusing a payment': (viewer, now) => approvePayment(viewer, { paymentId: heldId, decision: 'refused' }, now),
  'sharing a payee': (viewer, now) =>
    savePayee(viewer, { id: newId(now), name: 'Kauppa Oy', account, isShared: true, ...NOTHING_MORE }, now),
  'adding a payee': (viewer, now) =>
    savePayee(viewer, { id: newId(now), name: 'Kauppa Oy', account, isShared: false, ...NOTHING_MORE }, now),
  'removing a payee': (viewer, now) => removePayee(viewer, payeeId, now),
  'changing the rules': (viewer, now) => setHouseholdRules(viewer, { approvalAboveMinor: null, payeesListedOnly: true }, now),
  'changing limits': (viewer, now) =>
    setMemberLimits(viewer, { memberId: viewer.memberId, singleLimitMinor: null, dailyLimitMinor: null }, now),
  'asking for a passkey': (viewer, now) => beginPasskey(viewer, now),
  'adding a passkey': (viewer, now) => addPasskey(viewer, { name: 'mine', answer: answer() }, now),
  'removing a passkey': (viewer, now) => removePasskey(viewer, newId(now), now),
  'asking for an authenticator app': (viewer, now) => beginTotp(viewer, now),
  'turning an authenticator app on': (viewer, now) => confirmTotp(viewer, '123456', now),
  'removing an authenticator app': (viewer, now) => removeTotp(viewer, now),
}

/** What is not a fresh proof of this person in this login session. */
const UNPROVEN: Readonly<Record<string, () => Promise<{ viewer: Viewer; now: Date }>>> = {
  'without a proof': () => Promise.resolve({ viewer: paying.viewer, now: start }),
  'with one five minutes old': async () => {
    await proveStepUp(paying.viewer, start)
    return { viewer: paying.viewer, now: at(5 * MINUTE) }
  },
  'with one given in another login session': async () => {
    await proveStepUp(paying.viewer, start)
    const token = await openLoginSession({ ...paying.viewer, remember: false, userAgent: '' }, start)
    return { viewer: (await findViewerByToken(token, start))!, now: start }
  },
  'with the token from before the proof': async () => {
    const token = await openLoginSession({ ...paying.viewer, remember: false, userAgent: '' }, start)
    await prove((await findViewerByToken(token, start))!, { method: 'password', password: PASSWORD }, start)
    return { viewer: (await findViewerByToken(token, start))!, now: start }
  },
  'with the password of who has an authenticator app': async () => {
    await proveStepUp(paying.viewer, start)
    const { householdId, userId } = paying.viewer
    const factor = { householdId, userId, sealedSecret: 'sealed', confirmedAt: start }
    await asSystem(householdId, (db) => db.totpFactor.create({ data: factor }))
    return { viewer: paying.viewer, now: start }
  },
}

describe('what moves money or changes who may is refused', () => {
  test.each(Object.keys(UNPROVEN))('%s', async (kind) => {
    const { viewer, now } = await UNPROVEN[kind]!()
    const before = await countRows()
    for (const [what, call] of Object.entries(GUARDED)) {
      await expect(call(viewer, now), what).rejects.toMatchObject({ code: 'step_up_needed' })
    }
    expect(await countRows()).toEqual(before)
    expect(paying.bank.calls.post).toBe(1)
  })
})

test('and with a proof each of them goes as far as it can', async () => {
  await proveStepUp(paying.viewer, start)
  for (const [what, call] of Object.entries(GUARDED)) {
    const outcome = await call(paying.viewer, start).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    )
    expect(outcome, what).not.toBe('step_up_needed')
  }
})

async function countRows() {
  const tables = ['payment', 'payment_attempt', 'payment_event', 'payment_approval', 'payee', 'passkey', 'totp_factor']
  const counts = tables.map(async (table) => (await database.ownerQuery(`SELECT FROM ${table}`)).length)
  return Promise.all(counts)
}
