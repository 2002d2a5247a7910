import { generateKeyPairSync } from 'node:crypto'
import { emptyForm } from '@/components/payments/empty-form'
import { startInput } from './connect-bank'
import { handOrder, NOTHING_ELSE, OTHER_ACCOUNT } from './payment-order'
import { SEEDED_PASSWORD } from './seed-people'
import type { IdKind, Principal } from './principal'
import { guessedId, type World } from './world'

/** Who may call an action, with what, and where ids stand in it. */
export type ActionRow = {
  readonly may: readonly Principal[]
  /** What the first of `may` really could send; it writes something unless `answers` says otherwise. */
  readonly input: (world: World) => unknown
  readonly ids?: readonly {
    readonly at: string
    readonly kind: IdKind
    /** Null is a valid choice of its own. */ readonly nullable?: true
  }[]
  /** For ids of accounts and their rows: what the household may do with it before this is allowed. */
  readonly needs?: 'view' | 'annotate' | 'full' | 'holder'
  /** The code the right person is answered, when what is sent can not succeed here. */
  readonly answers?: string
}

const EVERY_MEMBER: readonly Principal[] = ['holder', 'owner', 'adult', 'viewer', 'foreign']
const ADULTS: readonly Principal[] = ['holder', 'owner', 'adult', 'foreign']
const OWNERS: readonly Principal[] = ['owner', 'foreign']
const ANYBODY: readonly Principal[] = ['anonymous', 'invited', 'removed', ...EVERY_MEMBER]

const display = { locale: 'en', formatLocale: 'en-GB', timeZone: 'Europe/Helsinki' }
const newcomer = () => ({ name: 'Nobody', email: `${guessedId()}@example.org`, password: 'seldom kettle harbour nine', ...display })
const accountId = [{ at: 'accountId', kind: 'account' }] as const
const ROW_PAIR = [
  { at: 'transactionId', kind: 'transaction' },
  { at: 'otherId', kind: 'transaction' },
] as const
const bankSessionId = [{ at: 'bankSessionId', kind: 'bankSession' }] as const
const bankAppId = [{ at: 'bankAppId', kind: 'bankApp' }] as const
const paymentId = [{ at: 'paymentId', kind: 'payment' }] as const

/**
 * One row per server action, in the order in which the right person calls them in the end: what takes something away is
 * last. A new action without a row fails the tests.
 */
export const ACTIONS: Readonly<Record<string, ActionRow>> = {
  'app/(app)/accounts/actions.ts#rename': {
    ...{ may: ADULTS, ids: accountId, needs: 'full' },
    input: ({ shares }) => ({ accountId: shares.full.accountId, name: 'Renamed' }),
  },
  'app/(app)/accounts/actions.ts#archive': {
    ...{ may: ADULTS, ids: accountId, needs: 'full' },
    input: ({ shares }) => ({ accountId: shares.full.accountId, archived: false }),
  },
  'app/(app)/accounts/actions.ts#pin': {
    ...{ may: ADULTS, ids: accountId, needs: 'full' },
    input: ({ shares }) => ({ accountId: shares.full.accountId, type: null }),
  },
  'app/(app)/accounts/actions.ts#share': {
    ...{ may: ADULTS, ids: accountId, needs: 'holder' },
    input: ({ shares }) => ({ accountId: shares.full.accountId, share: 'full' }),
  },
  'app/(app)/accounts/actions.ts#include': {
    ...{ may: EVERY_MEMBER, ids: accountId, needs: 'view' },
    input: ({ shares }) => ({ accountId: shares.view.accountId, include: true }),
  },
  'app/(app)/accounts/actions.ts#countUnshared': {
    ...{ may: EVERY_MEMBER, ids: accountId, needs: 'view' },
    input: ({ shares }) => ({ accountId: shares.view.accountId, include: true }),
  },
  'app/(app)/transactions/actions.ts#annotate': {
    ...{ may: ADULTS, ids: [{ at: 'transactionId', kind: 'transaction' }], needs: 'annotate' },
    input: ({ shares }) => ({ transactionId: shares.annotate.transactionId, name: 'Named', note: 'Noted' }),
  },
  'app/(app)/transactions/actions.ts#categorize': {
    ...{ may: ADULTS, ids: [{ at: 'rows.0.transactionId', kind: 'transaction' }], needs: 'annotate' },
    input: ({ shares }) => ({ rows: [{ transactionId: shares.annotate.transactionId, category: 'travel' }] }),
  },
  'app/(app)/transactions/actions.ts#merge': {
    ...{ may: ADULTS, ids: ROW_PAIR, needs: 'annotate' },
    input: ({ shares }) => ({ transactionId: shares.annotate.transactionId, otherId: guessedId() }),
    answers: 'not_found',
  },
  'app/(app)/transactions/actions.ts#split': {
    ...{ may: ADULTS, ids: ROW_PAIR, needs: 'annotate' },
    input: ({ shares }) => ({ transactionId: shares.annotate.transactionId, otherId: guessedId() }),
    answers: 'not_found',
  },
  'app/(app)/transactions/actions.ts#splitOffEvidence': {
    ...{ may: ADULTS, ids: [{ at: 'transactionId', kind: 'transaction' }], needs: 'annotate' },
    input: ({ shares }) => ({ transactionId: shares.annotate.transactionId, evidence: 'r.0.none' }),
    answers: 'conflict',
  },
  'app/(app)/transactions/actions.ts#answer': {
    ...{ may: ADULTS, needs: 'annotate' },
    ids: [
      { at: 'transactionId', kind: 'transaction' },
      { at: 'sameAs', kind: 'transaction', nullable: true },
    ],
    input: ({ shares }) => ({ transactionId: shares.annotate.transactionId, sameAs: null }),
    answers: 'conflict',
  },
  'app/(app)/transactions/actions.ts#undo': {
    may: ADULTS,
    input: () => ({ decisionId: guessedId() }),
    answers: 'not_found',
  },
  'app/(app)/banks/actions.ts#startBank': {
    may: ADULTS,
    ids: [
      { at: 'source', kind: 'bankApp' },
      { at: 'renews', kind: 'bankSession', nullable: true },
    ],
    input: () => startInput({ country: 'FI', bank: 'Kontur' }),
  },
  'app/(app)/banks/actions.ts#keepChosenAccounts': {
    may: ADULTS,
    ids: [...bankSessionId, { at: 'accounts.0.accountId', kind: 'account' }],
    input: ({ sharedBankSessionId, shares }) => ({
      bankSessionId: sharedBankSessionId,
      accounts: [{ accountId: shares.full.accountId, keep: true, share: 'full', name: '' }],
    }),
  },
  'app/(app)/banks/actions.ts#fillWithDemo': { may: ADULTS, input: () => ({}), answers: 'conflict' },
  'app/(app)/banks/actions.ts#clearDemo': { may: ADULTS, input: () => ({}) },
  'app/(app)/settings/bank-access/actions.ts#saveOwnKey': {
    may: ADULTS,
    input: () => ({ applicationId: guessedId(), privateKey: makePem() }),
  },
  'app/(app)/settings/bank-access/actions.ts#makeKey': { may: ADULTS, input: () => ({}) },
  'app/(app)/settings/bank-access/actions.ts#testAccess': {
    ...{ may: ADULTS, ids: [{ at: 'bankAppId', kind: 'bankApp', nullable: true }] },
    input: () => ({ bankAppId: null }),
  },
  'app/(app)/settings/bank-access/actions.ts#claimRegistered': {
    ...{ may: ADULTS, ids: bankAppId },
    input: ({ privates }) => ({ bankAppId: privates.bankApp, applicationId: guessedId() }),
  },
  'app/(app)/settings/bank-access/actions.ts#registerWithToken': {
    ...{ may: ADULTS, ids: bankAppId },
    input: ({ privates }) => ({ bankAppId: privates.bankApp, controlPanelToken: 'a.b.c', name: 'Saldo', environment: 'SANDBOX' }),
  },
  'app/(app)/settings/bank-answers/actions.ts#keepAnswersFor': { may: OWNERS, input: () => ({ days: 120 }) },
  'app/(app)/settings/bank-answers/actions.ts#lookAgain': {
    ...{ may: ADULTS, ids: accountId, needs: 'full' },
    input: ({ shares }) => ({ accountId: shares.full.accountId }),
  },
  'app/(app)/settings/bank-answers/actions.ts#applyLook': {
    ...{ may: ADULTS, ids: [{ at: 'replayId', kind: 'replay' }], answers: 'conflict' },
    input: ({ privates }) => ({ replayId: privates.replay }),
  },
  'app/(app)/household/actions.ts#inviteMember': { may: OWNERS, input: () => ({ label: 'Somebody', role: 'viewer' }) },
  'app/(app)/household/actions.ts#changeMemberRole': {
    ...{ may: OWNERS, ids: [{ at: 'memberId', kind: 'member' }] },
    input: ({ people }) => ({ memberId: people.leaving.memberId, role: 'viewer' }),
  },
  'app/(app)/household/actions.ts#rename': { may: OWNERS, input: ({ secrets }) => ({ householdName: secrets.household }) },
  'app/(app)/payments/new/actions.ts#savePaymentDraft': {
    may: ADULTS,
    input: () => ({ id: guessedId(), form: emptyForm({ accountId: null, currency: 'EUR' }) }),
  },
  'app/(app)/payments/new/actions.ts#discardDraft': { may: ADULTS, input: () => ({ id: guessedId() }) },
  'app/(app)/payments/new/actions.ts#checkPayment': {
    ...{ may: ADULTS, needs: 'full' },
    ids: [
      { at: 'order.accountId', kind: 'account' },
      { at: 'replaces', kind: 'payment', nullable: true },
    ],
    input: ({ shares }) => ({ id: guessedId(), order: handOrder(shares.full.accountId), replaces: null }),
  },
  'app/(app)/payments/new/actions.ts#sendPayment': {
    may: ADULTS,
    ids: [
      { at: 'order.accountId', kind: 'account' },
      { at: 'replaces', kind: 'payment', nullable: true },
    ],
    input: ({ shares }) => ({ id: guessedId(), order: handOrder(shares.full.accountId), replaces: null }),
    answers: 'step_up_needed',
  },
  'app/(app)/payments/payees/actions.ts#keepPayee': {
    ...{ may: ADULTS, answers: 'step_up_needed' },
    input: () => ({ id: guessedId(), name: 'Lumi Oy', isShared: false, account: OTHER_ACCOUNT, ...NOTHING_ELSE }),
  },
  'app/(app)/payments/payees/actions.ts#forgetPayee': {
    ...{ may: ADULTS, ids: [{ at: 'payeeId', kind: 'payee' }], answers: 'step_up_needed' },
    input: ({ privates }) => ({ payeeId: privates.payee }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#sendToBank': {
    ...{ may: ADULTS, ids: paymentId, answers: 'payment_unsupported' },
    input: ({ privates }) => ({ paymentId: privates.payment, attempts: 0 }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#openBankPage': {
    ...{ may: ADULTS, ids: paymentId, answers: 'step_up_needed' },
    input: ({ privates }) => ({ paymentId: privates.payment }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#askBankNow': {
    ...{ may: ADULTS, ids: paymentId },
    input: ({ privates }) => ({ paymentId: privates.payment }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#confirmBooking': {
    ...{ may: ADULTS, answers: 'conflict' },
    ids: [
      { at: 'paymentId', kind: 'payment' },
      { at: 'transactionId', kind: 'transaction' },
    ],
    input: ({ privates }) => ({ paymentId: privates.payment, transactionId: privates.transaction }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#rejectBooking': {
    may: ADULTS,
    ids: [
      { at: 'paymentId', kind: 'payment' },
      { at: 'transactionId', kind: 'transaction' },
    ],
    input: ({ privates }) => ({ paymentId: privates.payment, transactionId: privates.transaction }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#undoRejectBooking': {
    may: ADULTS,
    ids: [
      { at: 'paymentId', kind: 'payment' },
      { at: 'transactionId', kind: 'transaction' },
    ],
    input: ({ privates }) => ({ paymentId: privates.payment, transactionId: privates.transaction }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#decide': {
    ...{ may: ADULTS, ids: paymentId, answers: 'step_up_needed' },
    input: ({ privates }) => ({ paymentId: privates.payment, decision: 'approved', reason: null }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#markGiven': {
    ...{ may: ADULTS, ids: paymentId },
    input: ({ privates }) => ({ paymentId: privates.payment }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#withdraw': {
    ...{ may: ADULTS, ids: paymentId, answers: 'conflict' },
    input: ({ privates }) => ({ paymentId: privates.payment }),
  },
  'app/(app)/payments/[paymentId]/actions.ts#unmarkGiven': {
    ...{ may: ADULTS, ids: paymentId },
    input: ({ privates }) => ({ paymentId: privates.payment }),
  },
  // Without a proof of the last minutes these go no further than that, whoever asks.
  'app/(app)/settings/security/actions.ts#startPasskey': { may: EVERY_MEMBER, input: () => ({}), answers: 'step_up_needed' },
  'app/(app)/settings/security/actions.ts#savePasskey': {
    may: EVERY_MEMBER,
    input: () => ({ name: 'Laptop', answer: passkeyAnswer({ attestationObject: 'AA' }) }),
    answers: 'step_up_needed',
  },
  'app/(app)/settings/security/actions.ts#namePasskey': {
    ...{ may: EVERY_MEMBER, ids: [{ at: 'passkeyId', kind: 'passkey' }] },
    input: ({ privates }) => ({ passkeyId: privates.passkey, name: 'Passkey' }),
  },
  'app/(app)/settings/security/actions.ts#forgetPasskey': {
    ...{ may: EVERY_MEMBER, ids: [{ at: 'passkeyId', kind: 'passkey' }], answers: 'step_up_needed' },
    input: ({ privates }) => ({ passkeyId: privates.passkey }),
  },
  'app/(app)/settings/security/actions.ts#startTotp': { may: EVERY_MEMBER, input: () => ({}), answers: 'step_up_needed' },
  'app/(app)/settings/security/actions.ts#saveTotp': { may: EVERY_MEMBER, input: () => ({ code: '123456' }), answers: 'step_up_needed' },
  'app/(app)/settings/security/actions.ts#forgetTotp': { may: EVERY_MEMBER, input: () => ({}), answers: 'step_up_needed' },
  'app/(app)/household/payment-rules-actions.ts#saveHouseholdRules': {
    ...{ may: OWNERS, input: () => ({ approvalAbove: '', payeesListedOnly: false }), answers: 'step_up_needed' },
  },
  'app/(app)/household/payment-rules-actions.ts#saveMemberLimits': {
    ...{ may: OWNERS, ids: [{ at: 'memberId', kind: 'member' }], answers: 'step_up_needed' },
    input: ({ people }) => ({ memberId: people.leaving.memberId, singleLimit: '', dailyLimit: '' }),
  },
  'app/(app)/step-up/actions.ts#askPasskey': { may: EVERY_MEMBER, input: () => ({}), answers: 'not_allowed' },
  'app/(app)/step-up/actions.ts#provePasskey': {
    may: EVERY_MEMBER,
    input: () => ({ answer: passkeyAnswer({ authenticatorData: 'AA', signature: 'AA' }) }),
    answers: 'not_allowed',
  },
  'app/(app)/step-up/actions.ts#proveCode': { may: EVERY_MEMBER, input: () => ({ code: '123456' }), answers: 'not_allowed' },
  'app/(app)/step-up/actions.ts#provePassword': { may: EVERY_MEMBER, input: () => ({ password: SEEDED_PASSWORD }) },
  'app/(app)/settings/actions.ts#saveProfile': { may: EVERY_MEMBER, input: ({ secrets }) => ({ name: secrets.holder, ...display }) },
  'app/(app)/settings/actions.ts#signOutDevice': {
    ...{ may: EVERY_MEMBER, ids: [{ at: 'loginSessionId', kind: 'loginSession' }] },
    input: ({ spareLoginSessionId }) => ({ loginSessionId: spareLoginSessionId }),
  },
  'app/(app)/settings/actions.ts#signOutOthers': { may: EVERY_MEMBER, input: () => ({}) },
  'app/(app)/settings/actions.ts#savePassword': {
    may: EVERY_MEMBER,
    input: () => ({ currentPassword: SEEDED_PASSWORD, newPassword: 'orchard magnet violin sixty' }),
  },
  'app/(public)/sign-in/actions.ts#askPasskeys': { may: ANYBODY, input: () => ({}) },
  'app/(public)/setup/actions.ts#setUpInstance': {
    may: ANYBODY,
    input: () => ({ token: 'A'.repeat(43), ...newcomer(), householdName: 'Another', baseCurrency: 'EUR' }),
    answers: 'expired',
  },
  'app/(public)/invite/[token]/actions.ts#acceptInvitation': {
    may: ANYBODY,
    input: ({ inviteToken }) => ({ token: inviteToken, ...newcomer() }),
  },
  'app/(app)/banks/actions.ts#readBankNow': {
    ...{ may: ADULTS, ids: bankSessionId },
    input: ({ privates }) => ({ bankSessionId: privates.bankSession }),
  },
  'app/(app)/banks/actions.ts#refreshStaleBanks': { may: ADULTS, input: () => ({}) },
  'app/(app)/banks/actions.ts#endBank': {
    ...{ may: ADULTS, ids: bankSessionId },
    input: ({ privates }) => ({ bankSessionId: privates.bankSession }),
  },
  'app/(app)/settings/bank-access/actions.ts#removeApplication': {
    ...{ may: ADULTS, ids: bankAppId },
    input: ({ privates }) => ({ bankAppId: privates.bankApp }),
  },
  'app/(app)/household/actions.ts#takeInviteBack': {
    ...{ may: OWNERS, ids: [{ at: 'inviteId', kind: 'invite' }] },
    input: ({ privates }) => ({ inviteId: privates.invite }),
  },
  'app/(app)/household/actions.ts#removeFromHousehold': {
    ...{ may: OWNERS, ids: [{ at: 'memberId', kind: 'member' }] },
    input: ({ people }) => ({ memberId: people.leaving.memberId }),
  },
}

/** What a browser could answer in a ceremony, signed by nobody. */
const passkeyAnswer = (response: Record<string, string>) => ({
  ...{ id: 'AA', rawId: 'AA', type: 'public-key', clientExtensionResults: {} },
  response: { clientDataJSON: 'AA', ...response },
})

let pem: string | undefined

function makePem(): string {
  return (pem ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
}
