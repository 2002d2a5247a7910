import { describe, expect, it } from 'vitest'
import { findEmail } from './email'

describe('findEmail', () => {
  it('stores one form of an address', () => {
    expect(findEmail('  Aino.Virtanen+saldo@Koivurinne.Example ')).toBe('aino.virtanen+saldo@koivurinne.example')
    expect(findEmail('elias@nas')).toBe('elias@nas')
  })

  it.each([
    ['a full-width at sign', 'victim@bank.example＠evil.example'],
    ['only a full-width at sign', 'victim＠bank.example'],
    ['full-width letters', 'ａino@koivurinne.example'],
    ['a Kelvin sign that lower-cases to k', 'i\u212Ara@koivurinne.example'],
    ['two addresses', 'a@b.example,c@d.example'],
    ['two at signs', 'a@b@c.example'],
    ['a line break', 'a@b.example\nbcc:c@d.example'],
    ['a NUL', 'a\u0000@b.example'],
    ['no domain', 'aino@'],
    ['no name', '@koivurinne.example'],
    ['a space', 'aino v@koivurinne.example'],
    ['255 characters', `${'a'.repeat(60)}@${'b.'.repeat(96)}de`],
    ['nothing', '  '],
  ])('refuses %s', (_what, text) => {
    expect(findEmail(text)).toBeNull()
  })
})
