import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import type { Credentials, PsuContext } from '@/lib/banking/port'
import type { PaymentReport, PaymentsPort } from '@/lib/banking/payment-port'
import { connectorFor } from '@/lib/bank-sessions/connector-for'
import { AppError } from '@/lib/core/errors'
import { asSystem, type Db } from '@/lib/db'
import { log } from '@/lib/log'
import { openVault } from '@/lib/vault/vault'
import { applyReport } from './apply-report'
import type { PaymentStatus } from '@/lib/payments/payment-status'
import { planAfterFailure } from './plan-poll'
import { handlePlace } from '@/lib/payments/sending/sealed-attempt'
import type { LineReport } from '@/lib/payments/store-lines'

export type PaymentKey = { readonly householdId: string; readonly paymentId: string }

type RefreshRequest = {
  readonly psuContext: PsuContext | null
  readonly now: Date
  /** So long after the last question this one is not asked. */
  readonly restMs?: number
}

export type RefreshedPayment = {
  /** False: the bank did not answer, was asked just now, wants to be left alone, or there is nothing to ask it about. */
  readonly isAnswered: boolean
  /** Null: no such payment. */
  readonly status: PaymentStatus | null
}

/**
 * Asks the bank how a payment stands and keeps what it says; the only way in which anything a bank says becomes true here. Any
 * number may run at once: an answer to an earlier question never replaces that to a later one. Never throws for a bank's failure.
 */
export async function refreshPayment(key: PaymentKey, { psuContext, now, restMs = 0 }: RefreshRequest): Promise<RefreshedPayment> {
  const question = await asSystem(key.householdId, (db) => openQuestion(db, key, { now, restMs }))
  if (question.kind === 'nothing') return { isAnswered: false, status: question.status }
  try {
    const { payments, handle } = question
    if (!payments) throw new BankError('application_rejected', { bankCode: 'APPLICATION_GONE' })
    const report = await payments.getPayment(handle, psuContext)
    const { lines, isComplete } = await readLines(payments, question, report)
    // While a line may have been refused without our knowing of it, nothing is the last word.
    const heard = { report: { ...report, isFinal: report.isFinal && isComplete }, lines, askedAt: now }
    return { isAnswered: true, status: await asSystem(key.householdId, (db) => applyReport(db, key, heard)) }
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    log.info('a payment could not be asked about', { kind: error.kind, bankCode: error.facts.bankCode, paymentId: key.paymentId })
    return { isAnswered: false, status: await asSystem(key.householdId, (db) => planAfterFailure(db, key, { error, now })) }
  }
}

type Question = { readonly kind: 'nothing'; readonly status: PaymentStatus | null } | ({ readonly kind: 'ask' } & Asking)

type Asking = {
  /** Null: the maker's own application is gone, as good as one the bank interface refuses. */
  readonly payments: PaymentsPort | null
  readonly handle: Credentials
  readonly lineCount: number
  /** Lines the bank has said its last word about need not be asked about one by one. */
  readonly openLines: ReadonlySet<string>
}

async function openQuestion(db: Db, { householdId, paymentId }: PaymentKey, rest: Rest): Promise<Question> {
  const payment = await db.payment.findUnique({
    where: { householdId_id: { householdId, id: paymentId } },
    include: { attempts: { where: { sealedHandle: { not: null } }, orderBy: { number: 'desc' }, take: 1 }, lines: true },
  })
  const attempt = payment?.attempts[0]
  const status = (payment?.status ?? null) as PaymentStatus | null
  if (!payment || payment.isFinal || !attempt?.sealedHandle) return { kind: 'nothing', status }
  if (!(await takeTurn(db, { householdId, paymentId }, rest))) return { kind: 'nothing', status }
  const payments = await findPaymentsPort(db, payment)
  const handle = JSON.parse((await openVault(db, householdId)).open(handlePlace(attempt.id), attempt.sealedHandle)) as Credentials
  const open = payment.lines.filter(({ status }) => status === null || !LINE_IS_OVER.includes(status))
  return { kind: 'ask', payments, handle, lineCount: payment.lineCount, openLines: new Set(open.map(({ endToEndId }) => endToEndId)) }
}

type Rest = { readonly now: Date; readonly restMs: number }

/**
 * Written down before the bank is asked, so that a question without an answer counts too; of any number within the rest one is asked. A
 * time that lies ahead by more than that was written by a clock that has been put right.
 */
async function takeTurn(db: Db, { householdId, paymentId: id }: PaymentKey, { now, restMs }: Rest): Promise<boolean> {
  const [since, until] = [new Date(now.getTime() - restMs), new Date(now.getTime() + restMs)]
  const hasRested = { OR: [{ lastAskedAt: null }, { lastAskedAt: { lte: since } }, { lastAskedAt: { gte: until } }] }
  const isAllowed = { OR: [{ askNotBefore: null }, { askNotBefore: { lte: now } }] }
  const { count } = await db.payment.updateMany({ where: { householdId, id, AND: [hasRested, isAllowed] }, data: { lastAskedAt: now } })
  return count > 0
}

const LINE_IS_OVER: readonly string[] = ['executed', 'rejected', 'cancelled']

type Paid = { readonly householdId: string; readonly memberId: string; readonly bankAppId: string | null }

async function findPaymentsPort(db: Db, { householdId, memberId, bankAppId }: Paid): Promise<PaymentsPort | null> {
  try {
    return (await connectorFor(db, { householdId, memberId }, bankAppId)).payments ?? null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** More than this many questions about one payment wait for the next time, unless there is none. */
const LINES_MAX = 25

type LinesRead = { readonly lines: readonly LineReport[]; readonly isComplete: boolean }

/** A bulk's lines, where the answer about the whole does not say how each stands. What was said of the whole counts all the same. */
async function readLines(payments: PaymentsPort, { handle, lineCount, openLines }: Asking, report: PaymentReport): Promise<LinesRead> {
  const lines = [...report.instructions]
  if (lineCount === 1 || report.bankStatus === 'RCVD') return { lines, isComplete: true }
  const silent = lines.filter(({ bankStatus, endToEndId }) => bankStatus === null && (endToEndId === null || openLines.has(endToEndId)))
  let isComplete = true
  for (const line of report.isFinal ? silent : silent.slice(0, LINES_MAX)) {
    if (line.bankTransactionId === null) continue
    try {
      const { bankStatus } = await payments.getPaymentLine(handle, line.bankTransactionId)
      lines[lines.indexOf(line)] = { ...line, bankStatus }
    } catch (error) {
      if (!(error instanceof BankError)) throw error
      isComplete = false
      if (NO_MORE_LINES.includes(error.kind)) break
    }
  }
  return { lines, isComplete }
}

/** What refuses one question refuses the next one too. */
const NO_MORE_LINES: readonly BankErrorKind[] = ['rate_limited', 'unavailable', 'unreachable', 'application_rejected', 'clock_off']
