import { createCipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBytes, sealBytes, VaultError } from './envelope'
import { hashSecret, newSecret } from './secret'
import { createVault, type Place } from './vault'
import type { DataKeys } from './data-key'

const KEY = Buffer.alloc(32, 3)
const keys = (id = 'key-1', key = KEY): DataKeys => ({ first: { id, key }, all: new Map([[id, key]]) })
const PLACE: Place = { table: 'account', column: 'sealed_iban', rowId: 'row-1' }
const vault = createVault('household-1', keys())

/** One word for any outcome, so that all failures can be compared. */
function outcomeOf(work: () => unknown): string {
  try {
    work()
    return 'opened'
  } catch (error) {
    return error instanceof VaultError ? `${error.name}: ${error.message}` : 'another error'
  }
}

const CLOSED = 'VaultError: a sealed value cannot be opened'

describe('a sealed value', () => {
  it('opens to what was sealed, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(vault.open(PLACE, vault.seal(PLACE, text))).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })

  it('looks different every time', () => {
    expect(new Set(Array.from({ length: 100 }, () => vault.seal(PLACE, 'the same'))).size).toBe(100)
  })

  it('has the form v1.key.iv.tag.data with a 96-bit iv and a 128-bit tag', () => {
    const [version, keyId, iv, tag, data] = vault.seal(PLACE, 'FI2112345600000785').split('.')
    expect([version, keyId]).toEqual(['v1', 'key-1'])
    expect([iv, tag, data].map((part) => Buffer.from(part ?? '', 'base64url').length)).toEqual([12, 16, 18])
  })

  it('stays closed when any single bit is flipped', () => {
    const parts = vault.seal(PLACE, 'FI2112345600000785').split('.')
    let flips = 0
    for (const at of [2, 3, 4]) {
      const bytes = Buffer.from(parts[at] ?? '', 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        const sealed = parts.with(at, changed.toString('base64url')).join('.')
        expect(outcomeOf(() => vault.open(PLACE, sealed))).toBe(CLOSED)
        flips++
      }
    }
    expect(flips).toBe((12 + 16 + 18) * 8)
  })

  it('stays closed when any character is changed, removed or added', () => {
    const sealed = vault.seal(PLACE, 'secret')
    for (let at = 0; at < sealed.length; at++) {
      for (const spelling of [
        sealed.slice(0, at) + sealed.slice(at + 1),
        `${sealed.slice(0, at)}A${sealed.slice(at)}`,
        `${sealed.slice(0, at)}!${sealed.slice(at + 1)}`,
      ]) {
        if (spelling !== sealed) expect(outcomeOf(() => vault.open(PLACE, spelling))).toBe(CLOSED)
      }
    }
  })

  it('stays closed with a tag cut to 4, 8 or 12 bytes, even one made that short', () => {
    const parts = vault.seal(PLACE, 'secret').split('.')
    for (const length of [4, 8, 12]) {
      const cut = Buffer.from(parts[3] ?? '', 'base64url')
        .subarray(0, length)
        .toString('base64url')
      expect(outcomeOf(() => vault.open(PLACE, parts.with(3, cut).join('.')))).toBe(CLOSED)
      const cipher = createCipheriv('aes-256-gcm', KEY, randomBytes(12), { authTagLength: length })
      const data = Buffer.concat([cipher.update('secret'), cipher.final()])
      const forged = [
        'v1',
        'key-1',
        randomBytes(12).toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
        data.toString('base64url'),
      ]
      expect(outcomeOf(() => vault.open(PLACE, forged.join('.')))).toBe(CLOSED)
    }
  })

  it('stays closed in another table, column, row or household', () => {
    const sealed = vault.seal(PLACE, 'secret')
    const elsewhere: Place[] = [
      { ...PLACE, table: 'bank_app' },
      { ...PLACE, column: 'sealed_other' },
      { ...PLACE, rowId: 'row-2' },
      { table: 'account|sealed_iban', column: '', rowId: 'row-1' },
    ]
    for (const place of elsewhere) expect(outcomeOf(() => vault.open(place, sealed))).toBe(CLOSED)
    expect(outcomeOf(() => createVault('household-2', keys()).open(PLACE, sealed))).toBe(CLOSED)
  })

  it('stays closed under another key or key id', () => {
    const sealed = vault.seal(PLACE, 'secret')
    const renamed = sealed.replace('v1.key-1.', 'v1.key-2.')
    const both = {
      first: { id: 'key-1', key: KEY },
      all: new Map([
        ['key-1', KEY],
        ['key-2', KEY],
      ]),
    }
    expect(outcomeOf(() => createVault('household-1', keys('key-1', Buffer.alloc(32, 4))).open(PLACE, sealed))).toBe(CLOSED)
    expect(outcomeOf(() => vault.open(PLACE, renamed))).toBe(CLOSED)
    expect(outcomeOf(() => createVault('household-1', both).open(PLACE, renamed))).toBe(CLOSED)
  })

  it('stays closed for text that is no envelope', () => {
    for (const text of ['', 'v1', 'v2.key-1.a.b.c', 'v1.....', 'null', 'v1.key-1.AAAA.AAAA.']) {
      expect(outcomeOf(() => vault.open(PLACE, text))).toBe(CLOSED)
    }
  })

  it('is not taken for a data key', () => {
    const sealed = sealBytes(KEY, 'key-1', ['data key', 'x'], Buffer.from('secret'))
    expect(outcomeOf(() => vault.open(PLACE, sealed))).toBe(CLOSED)
    expect(openBytes(() => KEY, ['data key', 'x'], sealed).toString()).toBe('secret')
  })
})

describe('a blind index', () => {
  it('is the same for the same text, purpose and household, and another otherwise', () => {
    const index = vault.blindIndex('iban', 'FI2112345600000785')
    expect(createVault('household-1', keys()).blindIndex('iban', 'FI2112345600000785')).toBe(index)
    expect(index).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const others = [
      vault.blindIndex('iban', 'FI2112345600000786'),
      vault.blindIndex('other', 'FI2112345600000785'),
      createVault('household-2', keys()).blindIndex('iban', 'FI2112345600000785'),
      createVault('household-1', keys('key-1', Buffer.alloc(32, 4))).blindIndex('iban', 'FI2112345600000785'),
    ]
    expect(new Set([index, ...others]).size).toBe(5)
  })
})

describe('a new secret', () => {
  it('is 256 bits that never repeat, stored as a hash', () => {
    const secrets = Array.from({ length: 1_000 }, newSecret)
    expect(new Set(secrets).size).toBe(1_000)
    expect(secrets.every((secret) => /^[A-Za-z0-9_-]{43}$/.test(secret))).toBe(true)
    expect(hashSecret('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  })
})
