import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import { ApiError } from './errors'

const ISSUER = 'enablebanking.com'
const AUDIENCE = 'api.enablebanking.com'
const LIFETIME_MAX_SECONDS = 86_400
const CLOCK_TOLERANCE_SECONDS = 30

/**
 * Which application is calling. Issuer, audience and times of the token are checked each time, its signature once.
 * @param skewMs how far the interface's own clock is ahead of the machine's
 */
export async function authenticate(simulation: Simulation, request: Request, skewMs = 0): Promise<Application> {
  const header = request.headers.get('authorization')
  if (!header) throw new ApiError('AUTHORIZATION_NOT_PROVIDED')
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1]
  if (!token) throw unauthorized('not a bearer token')
  const application = findApplication(simulation, token)
  const now = new Date(simulation.clock.machine().getTime() + skewMs)
  const known = proven.get(token)
  checkTimes(known?.pem === application.publicKeyPem ? known.times : await prove(token, application.publicKeyPem, now), now)
  return application
}

type Times = { readonly iat: number; readonly exp: number }

/** Tokens whose signature was right for a key: programs use one for many calls, and RSA is what a call costs most. */
const proven = new Map<string, { readonly pem: string; readonly times: Times }>()
const PROVEN_MAX = 200

async function prove(token: string, pem: string, now: Date): Promise<Times> {
  try {
    const { payload } = await jwtVerify(token, publicKeyOf(pem), {
      algorithms: ['RS256'],
      typ: 'JWT',
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['iat', 'exp'],
    })
    const times = { iat: payload.iat ?? 0, exp: payload.exp ?? 0 }
    if (proven.size >= PROVEN_MAX) proven.clear()
    proven.set(token, { pem, times })
    return times
  } catch (error) {
    throw unauthorized(error instanceof Error ? error.message : 'token refused')
  }
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

function checkTimes({ iat, exp }: Times, now: Date): void {
  const seconds = now.getTime() / 1000
  if (exp - iat > LIFETIME_MAX_SECONDS) throw unauthorized('token lives longer than 24 hours')
  if (iat > seconds + CLOCK_TOLERANCE_SECONDS) throw unauthorized('token was issued in the future')
  if (exp <= seconds - CLOCK_TOLERANCE_SECONDS) throw unauthorized('token has expired')
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
