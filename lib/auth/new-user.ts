import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { cleanLine } from '@/lib/core/text'
import { Prisma, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { HouseholdRole } from '@/lib/households/viewer'
import { findEmail } from './email'
import { hashPassword } from './password-hash'
import { findPasswordFault } from './password-rules'

/** What a person gives of themselves, wherever they come in. Codes are words of the `errors.fields` messages. */
export const PersonFields = {
  name: lineField(80),
  email: z
    .string()
    .max(300, 'invalid')
    .transform((text, context) => findEmail(text) ?? refuse(context, text.trim() === '' ? 'required' : 'not_an_email')),
  password: z.string().min(1, 'required').max(1_000, 'password_too_long'),
}

export const DisplayFields = {
  locale: z.string().regex(/^[a-z]{2}$/, 'invalid'),
  formatLocale: z.string().refine(isFormatLocale, 'invalid'),
  timeZone: z.string().refine(isTimeZone, 'invalid'),
}

export type NewUser = {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly locale: string
  readonly formatLocale: string
  readonly timeZone: string
}

/** A required line of text, cleaned, at most `length` characters. */
export function lineField(length: number) {
  return z
    .string()
    .max(1_000, 'too_long')
    .transform((text, context) => {
      const line = cleanLine(text, 1_000)
      if (line === null) return refuse(context, 'required')
      return [...line].length <= length ? line : refuse(context, 'too_long')
    })
}

/**
 * Refuses a weak password and answers the hash of a good one.
 * @throws AppError invalid_input with the fault at `password`
 */
export async function hashNewPassword(password: string, personal: readonly string[], field = 'password'): Promise<string> {
  const fault = findPasswordFault(password, [...personal, 'Saldo'])
  if (fault) throw new AppError('invalid_input', `password ${fault}`, { [field]: `password_${fault}` })
  return hashPassword(password)
}

export type NewMember = { readonly householdId: string; readonly role: HouseholdRole; readonly passwordHash: string; readonly now: Date }

/**
 * Writes the user and their membership inside the caller's transaction, which must be in the household already.
 * @throws AppError conflict with `email: taken`
 */
export async function insertUser(db: Db, user: NewUser, { householdId, role, passwordHash, now }: NewMember) {
  const { name, email, locale, formatLocale, timeZone } = user
  const [userId, memberId] = [newId(now), newId(now)]
  try {
    await db.user.create({ data: { id: userId, householdId, email, name, passwordHash, locale, formatLocale, timeZone, createdAt: now } })
  } catch (error) {
    const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
    throw isTaken ? new AppError('conflict', 'address is taken', { email: 'taken' }, { cause: error }) : error
  }
  await db.member.create({ data: { householdId, id: memberId, userId, name, role, joinedAt: now } })
  await recordAudit(db, { householdId, memberId, kind: 'member_joined', subjectId: memberId, facts: { role }, now })
  return { userId, memberId }
}

function refuse(context: z.RefinementCtx, message: string) {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

function isFormatLocale(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.NumberFormat.supportedLocalesOf(tag).length === 1
  } catch {
    return false
  }
}

function isTimeZone(name: string): boolean {
  try {
    return name.length <= 64 && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
