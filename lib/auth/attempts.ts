import { AppError } from '@/lib/core/errors'
import { asNobody } from '@/lib/db'
import { hashSecret } from '@/lib/vault/secret'

export type AttemptLimit = { readonly max: number; readonly windowSeconds: number }

/**
 * Counts one attempt under a name, before the work it guards: parallel attempts cannot overtake the count. Names are stored
 * as hashes, so the table says nothing about who tried.
 * @throws AppError too_many_attempts
 */
export async function countAttempt(name: string, { max, windowSeconds }: AttemptLimit, now = new Date()): Promise<void> {
  const [row] = await asNobody(
    (db) =>
      db.$queryRaw<
        { count: number }[]
      >`SELECT saldo_count_attempt(${hashSecret(name)}, ${windowSeconds}::int, ${now}::timestamptz) AS count`,
  )
  if (!row || row.count > max) throw new AppError('too_many_attempts')
}

/** After a success: what was wrong before no longer counts. */
export async function forgetAttempts(name: string): Promise<void> {
  await asNobody((db) => db.$executeRaw`SELECT saldo_forget_attempts(${hashSecret(name)})`)
}
