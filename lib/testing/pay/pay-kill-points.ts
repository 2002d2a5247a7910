import type { KillPoint } from '../crash/kill-points'

/** The four times something of a payment happens, each in one process. */
export type PayStep = 'create' | 'send' | 'return' | 'poll'

export type PayKillPoint = KillPoint & { readonly step: PayStep }

const PAYMENT = /INSERT INTO "public"\."payment" /
const LINES = /INSERT INTO "public"\."payment_line"/
const ATTEMPT = /INSERT INTO "public"\."payment_attempt"/
const PAGE = /UPDATE "public"\."payment_attempt"/
const USED_UP = /UPDATE authorization_attempt SET used_at/
const STANDING = /UPDATE "public"\."payment" SET "status"/
const CREATING = /^\/payments$/
const ASKING = /^\/payments\/[^/]+$/

type More = Partial<KillPoint>

const at = (step: PayStep, name: string, match: RegExp, more: More = {}): PayKillPoint => ({
  ...{ step, name: `${step}: ${name}`, on: 'statement', match, when: 'after' },
  ...more,
})
const call = (step: PayStep, name: string, match: RegExp, more: More = {}): PayKillPoint =>
  at(step, name, match, { on: 'call', when: 'before', ...more })

/** What goes over the wire from the press of the button to the bank's word, in order. */
export const PAY_KILL_POINTS: readonly PayKillPoint[] = [
  at('create', 'before the payment is written', PAYMENT, { when: 'before' }),
  at('create', 'payment written', PAYMENT),
  at('create', 'lines written', LINES),
  at('create', 'before it is committed', /^COMMIT/, { when: 'before', within: PAYMENT }),
  at('create', 'after it is committed', /^COMMIT/, { within: PAYMENT }),
  at('send', 'payment locked', /FROM payment WHERE .* FOR NO KEY UPDATE/s),
  at('send', 'attempt written', ATTEMPT),
  at('send', 'before the attempt is committed', /^COMMIT/, { when: 'before', within: ATTEMPT }),
  at('send', 'after the attempt is committed', /^COMMIT/, { within: ATTEMPT }),
  call('send', 'before the bank is asked', CREATING),
  call('send', 'the bank’s answer on its way', CREATING, { when: 'after' }),
  at('send', 'page written', PAGE),
  at('send', 'before the page is committed', /^COMMIT/, { when: 'before', within: PAGE }),
  at('send', 'after the page is committed', /^COMMIT/, { within: PAGE }),
  at('return', 'state used up', USED_UP),
  at('return', 'before the return is committed', /^COMMIT/, { when: 'before', within: USED_UP }),
  at('return', 'after the return is committed', /^COMMIT/, { within: USED_UP }),
  call('return', 'before the bank is asked', ASKING),
  call('return', 'the bank’s answer on its way', ASKING, { when: 'after' }),
  at('return', 'before the bank’s word is committed', /^COMMIT/, { when: 'before', within: STANDING }),
  call('poll', 'before the bank is asked', ASKING),
  call('poll', 'the bank’s answer on its way', ASKING, { when: 'after' }),
  at('poll', 'status written', STANDING),
  at('poll', 'before the status is committed', /^COMMIT/, { when: 'before', within: STANDING }),
  at('poll', 'after the status is committed', /^COMMIT/, { within: STANDING }),
]
