import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { AuthenticationAnswer, RegistrationAnswer } from '@/lib/auth/passkey-answers'

/** What a ceremony is about, each changeable to make a bad one. */
type Ceremony = {
  readonly challenge: string
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly userPresent?: boolean
  readonly userVerified?: boolean
  readonly counter?: number
  readonly crossOrigin?: boolean
}

export type Authenticator = {
  readonly credentialId: string
  register(ceremony: Ceremony): RegistrationAnswer
  authenticate(ceremony: Ceremony & { userHandle?: string; signWith?: KeyObject; credentialId?: string }): AuthenticationAnswer
}

/** A device that keeps one ES256 passkey, in software (WebAuthn Level 3 §6): its answers are what a browser would hand over. */
export function createAuthenticator({ origin = 'http://localhost:3000', rpId = 'localhost' } = {}): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const credentialId = id.toString('base64url')
  let count = 0

  const clientData = (ceremony: Ceremony, type: string) =>
    Buffer.from(
      JSON.stringify({
        type: ceremony.type ?? type,
        challenge: ceremony.challenge,
        origin: ceremony.origin ?? origin,
        crossOrigin: ceremony.crossOrigin ?? false,
      }),
    )

  const authData = (ceremony: Ceremony, attested: Buffer | null) => {
    const flags = (ceremony.userPresent === false ? 0 : 1) | (ceremony.userVerified === false ? 0 : 4) | (attested ? 64 : 0)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(ceremony.counter ?? ++count)
    return Buffer.concat([sha256(ceremony.rpId ?? rpId), Buffer.from([flags]), counter, ...(attested ? [attested] : [])])
  }

  return {
    credentialId,
    register: (ceremony) => {
      const length = Buffer.from([0, id.length])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData(ceremony, attested)],
        ]),
      )
      const response = {
        clientDataJSON: clientData(ceremony, 'webauthn.create').toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      }
      return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response }
    },
    authenticate: ({ userHandle, signWith = privateKey, credentialId: other = credentialId, ...ceremony }) => {
      const data = authData(ceremony, null)
      const client = clientData(ceremony, 'webauthn.get')
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), signWith)
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(userHandle === undefined ? {} : { userHandle }),
      }
      return { id: other, rawId: other, type: 'public-key', clientExtensionResults: {}, response }
    },
  }
}

/** A key of somebody else. */
export function anotherKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

/** EC2 key, ES256, P-256 (RFC 9053 §7.1.1). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

/** As much CBOR (RFC 8949) as an attestation needs: small integers, text, bytes, maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const map = value as Map<unknown, unknown>
  return Buffer.concat([head(5, map.size), ...[...map].flatMap(([key, item]) => [cbor(key), cbor(item)])])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  return length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}
