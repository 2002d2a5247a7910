import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { certificateOf, generateKeyAndCertificate } from './register-bank-app'

const DAY = new Date('2026-11-20T09:30:00Z')

describe('a new key and certificate', () => {
  it('is RSA-4096 with a self-signed certificate of its own public half', async () => {
    const { privateKeyPem, certificatePem } = await generateKeyAndCertificate({ commonName: 'Saldo', now: DAY })
    const key = createPrivateKey(privateKeyPem)
    const certificate = new X509Certificate(certificatePem)
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(4096)
    expect(certificate.checkPrivateKey(key)).toBe(true)
    expect(certificate.verify(createPublicKey(key))).toBe(true)
    expect(certificate.subject).toBe('CN=Saldo')
    expect(certificate.issuer).toBe('CN=Saldo')
    expect(new Date(certificate.validFrom)).toEqual(DAY)
    expect(new Date(certificate.validTo)).toEqual(new Date('2036-11-20T00:00:00Z'))
  }, 30_000)

  it('can be made again from the key, the same to the last character', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const again = () => certificateOf(pem, { commonName: 'Saldo', notBefore: DAY })
    expect(await again()).toBe(await again())
    expect(await again()).toMatch(/^-----BEGIN CERTIFICATE-----\n/)
  })

  it('stays readable with names that are long, foreign or empty, and beyond the year 2049', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    for (const commonName of ['Perhe Mäkinen-Öst', 'x'.repeat(200), 'a/b=c,"d"', '🏦']) {
      const certificate = new X509Certificate(await certificateOf(pem, { commonName, notBefore: new Date('2045-03-01T00:00:00Z') }))
      expect(certificate.verify(createPublicKey(pem))).toBe(true)
      expect(certificate.validTo).toContain('2055')
    }
  })
})
