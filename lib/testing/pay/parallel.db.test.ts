import { afterAll, beforeAll, expect, it } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { newId } from '@/lib/core/id'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { finishPaymentReturn } from '@/lib/payments/sending/finish-return'
import { openBankPage } from '@/lib/payments/sending/open-bank-page'
import { submitPayment } from '@/lib/payments/submit-payment'
import { createTestDatabase, type TestDatabase } from '../database'
import { openBankWorld, type BankWorld } from '../bank-world'
import { proveStepUp } from '../step-up'
import { openPayers, PAY_BANKS, type Payer } from './pay-household'
import { payStepInput } from './pay-step-input'

const at = new Date('2026-11-20T12:00:00Z')
const request = { psuContext: null, attemptsSeen: 0, now: at }
const TIMES = 20

let database: TestDatabase
let world: BankWorld
let payer: Payer

beforeAll(async () => {
  database = await createTestDatabase()
  const small = { begins: addDays(utcDay(at), -3), activity: 0.1, banks: PAY_BANKS.slice(0, 1) }
  world = openBankWorld({ seed: 'payments at once', now: () => at, world: small })
  payer = (await openPayers(world, 'At once')).payers[0]!
  await proveStepUp(payer.actor, at)
  await proveStepUp(payer.otherDevice, at)
}, 120_000)

afterAll(() => replaceRegistry(undefined))

const device = (nth: number) => (nth % 2 === 0 ? payer.actor : payer.otherDevice)
const atOnce = <T>(deed: (nth: number) => Promise<T>) => Promise.all(Array.from({ length: TIMES }, (_, nth) => deed(nth)))

async function submitted(): Promise<string> {
  const id = newId(at)
  const { order } = payStepInput(payer, { paymentId: id, query: '', now: at })
  const answers = await atOnce((nth) => submitPayment(device(nth), { id, order }, { now: at }))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  return id
}

async function madeAtBank(id: string) {
  const [line] = await database.ownerQuery<{ e2e: string }>('SELECT end_to_end_id AS e2e FROM payment_line WHERE payment_id = $1', [id])
  return world.simulator.ledger.payments(at).filter(({ lines }) => lines[0]!.endToEndId === line!.e2e)
}

it('twenty submits at once from two devices are one payment', async () => {
  const id = await submitted()
  expect(await database.ownerQuery('SELECT 1 FROM payment WHERE id = $1', [id])).toHaveLength(1)
  expect(await database.ownerQuery('SELECT 1 FROM payment_line WHERE payment_id = $1', [id])).toHaveLength(1)
})

it('twenty that send it at once ask the bank once and are given one page', async () => {
  const id = await submitted()
  const answers = await atOnce((nth) => beginAttempt(device(nth), id, request))
  const urls = answers.flatMap((answer) => (answer.kind === 'page' ? [answer.url] : []))
  expect(new Set(answers.map(({ kind }) => kind)).size).toBeLessThanOrEqual(2)
  expect([...new Set(urls)]).toHaveLength(1)
  expect(await madeAtBank(id)).toHaveLength(1)
  const again = await atOnce((nth) => openBankPage(device(nth), id, { now: at }))
  expect(new Set([...urls, ...again.map(({ url }) => url)]).size).toBe(1)
})

it('the way back is taken once however often it comes, and by nobody else', async () => {
  const id = await submitted()
  const begun = await beginAttempt(payer.actor, id, request)
  if (begun.kind !== 'page') throw new Error(begun.kind)
  const body = JSON.stringify({ url: begun.url, person: payer.sources[0]!.person })
  const approved = await world.simulator.fetch(new Request(new URL('/simulator/approve', begun.url), { method: 'POST', body }))
  const { redirectUrl } = (await approved.json()) as { redirectUrl: string }
  const query = new URL(redirectUrl).searchParams
  const stranger = { ...payer.actor, browserId: 'a stranger’s browser' }
  expect(await finishPaymentReturn(stranger, query, request)).toEqual({ reason: 'other_browser' })
  const answers = await atOnce(() => finishPaymentReturn(payer.actor, query, request))
  expect(answers.filter((answer) => 'paymentId' in answer)).toHaveLength(1)
  expect(answers.filter((answer) => 'reason' in answer && answer.reason === 'used')).toHaveLength(TIMES - 1)
  expect(await madeAtBank(id)).toMatchObject([{ decision: 'approved' }])
})
