import { AppError } from '@/lib/core/errors'
import { findRelyingParty, type RelyingParty } from '@/lib/core/relying-party'
import { env } from '@/lib/env'

/** @throws AppError not_allowed at an address where browsers make no passkeys */
export function getRelyingParty(): RelyingParty {
  const party = findRelyingParty(env().appUrl)
  if (typeof party === 'string') throw new AppError('not_allowed', `no passkeys at this address: ${party}`)
  return party
}
