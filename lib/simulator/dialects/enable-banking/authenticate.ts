import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import { ApiError } from './errors'

const ISSUER = 'enablebanking.com'
const AUDIENCE = 'api.enablebanking.com'
const LIFETIME_MAX_SECONDS = 86_400
const CLOCK_TOLERANCE_SECONDS = 30

/** Which application is calling. The token is checked in full each time: signature, issuer, audience, times. */
export async function authenticate(simulation: Simulation, request: Request): Promise<Application> {
  const header = request.headers.get('authorization')
  if (!header) throw new ApiError('AUTHORIZATION_NOT_PROVIDED')
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1]
  if (!token) throw unauthorized('not a bearer token')
  const application = findApplication(simulation, token)
  try {
    const { payload } = await jwtVerify(token, publicKeyOf(application.publicKeyPem), {
      algorithms: ['RS256'],
      typ: 'JWT',
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: simulation.now(),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['iat', 'exp'],
    })
    checkTimes(payload.iat ?? 0, payload.exp ?? 0, simulation.now())
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw unauthorized(error instanceof Error ? error.message : 'token refused')
  }
  return application
}

function findApplication({ state }: Simulation, token: string): Application {
  let kid: unknown
  try {
    kid = decodeProtectedHeader(token).kid
  } catch {
    throw unauthorized('token header is not readable')
  }
  const application = typeof kid === 'string' ? state.applications.get(kid) : undefined
  if (!application) throw unauthorized('no application with this key id')
  return application
}

function checkTimes(iat: number, exp: number, now: Date): void {
  if (exp - iat > LIFETIME_MAX_SECONDS) throw unauthorized('token lives longer than 24 hours')
  if (iat > now.getTime() / 1000 + CLOCK_TOLERANCE_SECONDS) throw unauthorized('token was issued in the future')
}

function unauthorized(reason: string): ApiError {
  return new ApiError('UNAUTHORIZED_ACCESS', { detail: reason })
}

const keys = new Map<string, KeyObject>()

/** @throws when the text is neither a certificate nor a public key with at least 2048 bits of RSA */
export function publicKeyOf(pem: string): KeyObject {
  const known = keys.get(pem)
  if (known) return known
  const key = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem)
  if (pem.includes('PRIVATE KEY')) throw new RangeError('a private key was given')
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw new RangeError('not an RSA key of 2048 bits or more')
  keys.set(pem, key)
  return key
}
