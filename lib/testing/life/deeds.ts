import { annotateTransaction } from '@/lib/accounts/annotate-transaction'
import { chooseAccounts } from '@/lib/bank-sessions/choose-accounts'
import { endBankSession } from '@/lib/bank-sessions/end-bank-session'
import { syncNow } from '@/lib/bank-sessions/sync-now'
import { attempt, DAY_MS, HOUR_MS, letTimePass, MINUTE_MS, type Access, type Edit, type Life, type LivingMember } from './life'
import type { BankVisit } from '../bank-world'
import type { Mishap } from '../fragile-process'
import { PSU } from './psu'
import { randomFault } from './random-fault'

/** A member connects a bank, keeps all of its accounts, and the first reading begins. */
export async function connect(life: Life, member: LivingMember, visit: BankVisit): Promise<void> {
  await attempt(life, 'connecting', async () => {
    const bankSessionId = await life.world.visitBank(member.viewer, visit)
    life.accesses.push({ bankSessionId, uids: newestUids(life), member, visit, endedAt: null })
    await keepAll(life, member, bankSessionId)
  })
  await letTimePass(life, life.random.int(1, 90) * 1_000)
}

async function keepAll(life: Life, { viewer }: LivingMember, bankSessionId: string): Promise<void> {
  const feeds = await life.database.ownerQuery<{ accountId: string }>(
    `SELECT account_id::text AS "accountId" FROM account_feed WHERE bank_session_id = $1 AND sealed_uid IS NOT NULL`,
    [bankSessionId],
  )
  const accounts = feeds.map(({ accountId }) => ({ accountId, keep: true, share: 'full' as const, name: '' }))
  const psuContext = life.random.chance(0.8) ? PSU : null
  await chooseAccounts(viewer, { bankSessionId, accounts }, { psuContext, now: life.time.now() })
}

/** The consent is given once more at the bank; or the member turns round before approving. */
export async function renew(life: Life, access: Access): Promise<void> {
  const { bankSessionId: before, uids } = access
  await attempt(life, 'renewing', async () => {
    access.bankSessionId = await life.world.visitBank(access.member.viewer, { ...access.visit, renews: before })
    access.uids = newestUids(life)
    life.over.set(before, { uids, since: life.time.now() })
    if (access.endedAt) await keepAll(life, access.member, access.bankSessionId)
    access.endedAt = null
  })
  await letTimePass(life, life.random.int(1, 90) * 1_000)
}

function newestUids({ world }: Life): string[] {
  const newest = [...world.simulator.state.sessions.values()].at(-1)
  return newest?.accounts.map(({ uid }) => uid) ?? []
}

async function refresh(life: Life): Promise<void> {
  const { member, bankSessionId } = life.random.pick(life.accesses)
  await attempt(life, 'reading now', () => syncNow(member.viewer, bankSessionId, { psuContext: PSU, now: life.time.now() }))
  await letTimePass(life, MINUTE_MS)
}

async function disconnect(life: Life): Promise<void> {
  const access = life.random.pick(life.accesses)
  await attempt(life, 'disconnecting', async () => {
    await endBankSession(access.member.viewer, access.bankSessionId, life.time.now())
    access.endedAt = life.time.now()
    life.over.set(access.bankSessionId, { uids: access.uids, since: access.endedAt })
  })
  await letTimePass(life, life.random.int(1, 300) * MINUTE_MS)
}

/** Takes the consent back at the bank's own page. */
async function revokeAtBank(life: Life): Promise<void> {
  const open = [...life.world.simulator.state.sessions.values()].filter(({ status }) => status === 'AUTHORIZED')
  if (open.length > 0) life.world.simulator.revokeSession(life.random.pick(open).id)
  await letTimePass(life, life.random.int(1, 600) * MINUTE_MS)
}

/** The bank renames or renumbers an account, or closes it. */
async function changeAtBank(life: Life): Promise<void> {
  const { simulator } = life.world
  const { visit } = life.random.pick(life.accesses)
  const own = simulator.ledger.accounts().filter(({ bank, owners }) => bank === visit.bank && owners.includes(visit.person))
  if (own.length > 0)
    simulator.changeAccount(life.random.pick(own).key, life.random.pick(['rename', 'renumber', 'rehash', 'rename', 'close']))
  await letTimePass(life, life.random.int(1, 300) * MINUTE_MS)
}

/** A member writes something on a row they see. What is there afterwards has to stay. */
async function edit(life: Life): Promise<void> {
  const [row] = await life.database.ownerQuery<{ id: string }>(
    `SELECT t.id::text AS id FROM transaction t
      WHERE t.household_id = $1 AND t.superseded_by_id IS NULL AND t.status IN ('BOOK', 'PDNG', 'HOLD')
      ORDER BY (t.status = 'BOOK'), t.effective_date DESC, t.amount_minor, t.name LIMIT 1 OFFSET $2`,
    [life.household.householdId, life.random.int(0, 30)],
  )
  if (!row) return
  const wish = life.random.pick([
    { name: `Our word ${life.random.int(1, 99)}` },
    { note: `A note ${life.random.int(1, 99)}` },
    { category: life.random.pick(['groceries', 'travel', 'health']) },
  ])
  await attempt(life, 'editing', () => annotateTransaction(life.random.pick(life.members).viewer, row.id, wish))
  const [written] = await life.database.ownerQuery<Edit>(
    'SELECT user_name AS name, user_note AS note, user_category AS category FROM transaction WHERE household_id = $1 AND id = $2',
    [life.household.householdId, row.id],
  )
  if (written) life.edits.set(row.id, written)
}

async function breakTheBank(life: Life): Promise<void> {
  for (let count = life.random.int(1, 3); count > 0; count--) life.world.simulator.faults.add(randomFault(life.random))
  await letTimePass(life, life.random.int(1, 8) * HOUR_MS, 6)
}

const MISHAPS: readonly Mishap[] = ['death', 'death', 'statement_lost', 'statement_answer_lost', 'call_lost', 'call_answer_lost']

/** Somewhere in the next hours a cable is pulled, or the process is killed. */
async function breakOurselves(life: Life): Promise<void> {
  const how = life.random.pick(MISHAPS)
  life.process.arm(how, life.random.int(1, how.startsWith('call') ? 8 : 60))
  await life.random.pick([refresh, refresh, wait])(life)
  life.process.disarm()
}

async function wait(life: Life): Promise<void> {
  await letTimePass(life, life.random.int(1, 12) * HOUR_MS, 8)
}

/** Nothing of ours runs for days; then everything that was due is due at once. */
async function beAway(life: Life): Promise<void> {
  life.time.advance(life.random.int(1, 9) * DAY_MS)
  await letTimePass(life, HOUR_MS, 6)
}

/** Off until the consents are about to end, or have ended; then all are renewed, one after another. */
async function reachTheEndOfConsents(life: Life): Promise<void> {
  const [row] = await life.database.ownerQuery<{ until: Date | null }>(
    `SELECT min(valid_until) AS until FROM bank_session WHERE household_id = $1 AND status = 'authorized' AND superseded_at IS NULL`,
    [life.household.householdId],
  )
  if (!row?.until) return
  life.time.reach(new Date(row.until.getTime() + life.random.int(-10, 3) * DAY_MS))
  await letTimePass(life, life.random.int(1, 30) * HOUR_MS, 6)
  for (const access of life.accesses) await renew(life, access)
}

const DEEDS: readonly (readonly [weight: number, deed: (life: Life) => Promise<void>])[] = [
  [5, wait],
  [4, refresh],
  [4, breakTheBank],
  [4, breakOurselves],
  [4, edit],
  [2, beAway],
  [2, (life) => renew(life, life.random.pick(life.accesses))],
  [1, revokeAtBank],
  [1, changeAtBank],
  [1, disconnect],
  [1, reachTheEndOfConsents],
]

/** Something out of a household's life. */
export async function doSomething(life: Life): Promise<void> {
  let left = life.random.int(
    1,
    DEEDS.reduce((sum, [weight]) => sum + weight, 0),
  )
  const chosen = DEEDS.find(([weight]) => (left -= weight) <= 0)
  await chosen?.[1](life)
}
