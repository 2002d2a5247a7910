import { checkCredentials } from '@/lib/bank-sessions/check-credentials'
import { AppError } from '@/lib/core/errors'
import type { GoodOrder } from '@/lib/payments/check/require-good-order'
import { placeCredentialErrors } from '@/lib/payments/credential-errors'
import type { TypedCredentials } from '@/lib/payments/credentials-input'
import { findAskingMethod, type PayableSource } from '@/lib/payments/sources/payment-source'

type Asked = { readonly source: PayableSource; readonly good: GoodOrder }

/**
 * What of the typed goes to the bank: only what the way to sign in that the order names asks for. Null: nothing.
 * @throws AppError `invalid_input` with `credentials.<the bank's name>` where a required one is missing or a pattern does not hold
 */
export function requireCredentials({ source, good }: Asked, typed: TypedCredentials | null): TypedCredentials | null {
  const method = findAskingMethod(source, good.capability, good.order.authMethod)
  const { values, errors } = checkCredentials(method, typed ?? {})
  if (Object.keys(errors).length > 0) throw new AppError('invalid_input', 'credentials', placeCredentialErrors(errors))
  return values
}
