import { SignJWT } from 'jose'
import { BankError } from '@/lib/banking/errors'
import { importPrivateKey, PrivateKeyError, type ImportedKey } from './private-key'

/** The documents allow 86,400 s; a short life makes a leaked token worth little. */
const LIFE_S = 3_600
/** Our clock may run ahead of theirs by this much before a token "from the future" is refused. */
const BACKDATE_S = 10
const REUSED_FOR = 0.8

export type Signer = {
  /** A bearer token, the same one until 80 % of its life has passed. A secret: never logged, never stored. */
  token(): Promise<string>
}

/**
 * JWT as the API wants it (seed 004, "JWT format and signature"): RS256 only, `kid` is the application id.
 * @throws BankError `application_rejected` from `token()` when the key cannot be used
 */
export function createSigner({ applicationId, privateKeyPem, now }: SignerInput): Signer {
  let imported: ImportedKey | null = null
  let cached: { token: Promise<string>; issuedAt: number } | null = null
  return {
    token() {
      const seconds = Math.floor(now().getTime() / 1000)
      const age = cached ? seconds - cached.issuedAt : Infinity
      if (cached && age >= 0 && age < LIFE_S * REUSED_FOR) return cached.token
      imported ??= importOrReject(privateKeyPem)
      const token = sign(applicationId, imported, seconds)
      cached = { token, issuedAt: seconds }
      return token
    },
  }
}

export type SignerInput = { applicationId: string; privateKeyPem: string; now: () => Date }

function sign(applicationId: string, { key }: ImportedKey, seconds: number): Promise<string> {
  const issuedAt = seconds - BACKDATE_S
  return new SignJWT()
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: applicationId })
    .setIssuer('enablebanking.com')
    .setAudience('api.enablebanking.com')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFE_S)
    .sign(key)
}

function importOrReject(privateKeyPem: string): ImportedKey {
  try {
    return importPrivateKey(privateKeyPem)
  } catch (cause) {
    const problem = cause instanceof PrivateKeyError ? cause.problem : 'not_a_key'
    throw new BankError('application_rejected', { bankCode: `PRIVATE_KEY_${problem.toUpperCase()}`, cause })
  }
}
