import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { createSigner } from './sign'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const START = Date.parse('2026-11-20T09:30:00Z')

function signerAt(clock: { ms: number }, privateKeyPem = PEM) {
  return createSigner({ applicationId: 'app-1', privateKeyPem, now: () => new Date(clock.ms) })
}

describe('the bearer token', () => {
  it('carries exactly what the documents ask for and lives an hour', async () => {
    const token = await signerAt({ ms: START }).token()
    expect(decodeProtectedHeader(token)).toEqual({ typ: 'JWT', alg: 'RS256', kid: 'app-1' })
    const { payload } = await jwtVerify(token, createPublicKey(privateKey), { algorithms: ['RS256'], currentDate: new Date(START) })
    expect(payload).toEqual({
      iss: 'enablebanking.com',
      aud: 'api.enablebanking.com',
      iat: START / 1000 - 10,
      exp: START / 1000 - 10 + 3_600,
    })
  })

  it('is reused until 80 % of its life and then made anew', async () => {
    const clock = { ms: START }
    const signer = signerAt(clock)
    const first = await signer.token()
    clock.ms = START + 2_879_000
    expect(await signer.token()).toBe(first)
    clock.ms = START + 2_880_000
    expect(await signer.token()).not.toBe(first)
  })

  it('is made anew when the clock was set back, so that it never lies in the future', async () => {
    const clock = { ms: START }
    const signer = signerAt(clock)
    const first = await signer.token()
    clock.ms = START - 3_600_000
    const second = await signer.token()
    expect(second).not.toBe(first)
    await expect(jwtVerify(second, createPublicKey(privateKey), { currentDate: new Date(clock.ms) })).resolves.toBeDefined()
  })

  it('is accepted by a clock two minutes off, as far as its age is concerned', async () => {
    const token = await signerAt({ ms: START }).token()
    for (const skewS of [-10, 0, 120]) {
      await expect(jwtVerify(token, createPublicKey(privateKey), { currentDate: new Date(START + skewS * 1000) })).resolves.toBeDefined()
    }
  })

  it('cannot be made with an unusable key, and the refusal does not contain the key', () => {
    const broken = '-----BEGIN PRIVATE KEY-----\nMIIsecretsecret\n-----END PRIVATE KEY-----'
    const error = catchError(() => signerAt({ ms: START }, broken).token())
    expect(error).toBeInstanceOf(BankError)
    expect((error as BankError).kind).toBe('application_rejected')
    expect((error as BankError).facts.bankCode).toBe('PRIVATE_KEY_NOT_A_KEY')
    expect(JSON.stringify(error) + String(error)).not.toContain('secret')
  })
})

function catchError(work: () => unknown): unknown {
  try {
    work()
    return null
  } catch (error) {
    return error
  }
}
