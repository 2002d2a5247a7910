import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import { AppError, type AppErrorCode } from '@/lib/core/errors'

/** What a person is told when a bank refuses something they asked for; the words are the UI's. */
const CODES: Partial<Record<BankErrorKind, AppErrorCode>> = {
  unavailable: 'bank_unavailable',
  unreachable: 'bank_unavailable',
  clock_off: 'bank_clock_off',
  unknown_outcome: 'bank_unavailable',
  rate_limited: 'bank_rate_limited',
  application_rejected: 'bank_key_rejected',
  redirect_not_registered: 'bank_redirect_not_registered',
  invalid_response: 'bank_answer_unusable',
  credentials_refused: 'invalid_input',
}

export function bankAppError(error: BankError): AppError {
  const fields = error.kind === 'credentials_refused' ? { credentials: 'refused' } : undefined
  return new AppError(CODES[error.kind] ?? 'bank_refused', error.message, fields, { cause: error })
}

/** Runs a call to a bank on behalf of a person: a `BankError` becomes what the person can be told, all else passes. */
export async function askBank<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof BankError ? bankAppError(error) : error
  }
}
