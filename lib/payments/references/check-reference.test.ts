import { describe, expect, it } from 'vitest'
import { checkReference, formatReference } from './check-reference'

describe('a reference', () => {
  it('is known by the kinds the bank takes, and sent without its grouping', () => {
    expect(checkReference('86851 62596 19897', ['FIRF', 'INTL'])).toEqual({ ok: true, scheme: 'FIRF', canonical: '868516259619897' })
    expect(checkReference('RF09 8685 1625 9619 897', ['FIRF', 'INTL'])).toEqual({
      ok: true,
      scheme: 'INTL',
      canonical: 'RF09868516259619897',
    })
    expect(checkReference('+++010/8068/17183+++', ['BERF'])).toEqual({ ok: true, scheme: 'BERF', canonical: '010806817183' })
    expect(checkReference('1234567892', ['NORF'])).toEqual({ ok: true, scheme: 'NORF', canonical: '1234567892' })
    expect(checkReference('1234 5674', ['SEBG'])).toEqual({ ok: true, scheme: 'SEBG', canonical: '12345674' })
  })

  it('is told apart: a wrong digit from no reference of a kind the bank takes', () => {
    expect(checkReference('86851 62596 19898', ['FIRF', 'INTL'])).toEqual({ ok: false, code: 'reference_check_digit' })
    expect(checkReference('Invoice 12', ['FIRF', 'INTL'])).toEqual({ ok: false, code: 'reference_form' })
    expect(checkReference('868516259619897', ['INTL'])).toEqual({ ok: false, code: 'reference_form' })
  })

  it('is held to every kind with check digits when the bank names none', () => {
    expect(checkReference('RF18 5390 0754 7034', []).ok).toBe(true)
    expect(checkReference('MANDATE-1', []).ok).toBe(false)
  })

  it('of a kind without check digits is any text of the SEPA characters', () => {
    expect(checkReference(' MANDATE-1 ', ['SDDM'])).toEqual({ ok: true, scheme: 'SDDM', canonical: 'MANDATE-1' })
    expect(checkReference('x'.repeat(36), ['SDDM']).ok).toBe(false)
    expect(checkReference('MÄNDATE', ['A_NEW_ONE']).ok).toBe(false)
  })

  it('never takes the name of a JavaScript property for a kind', () => {
    expect(checkReference('anything', ['constructor'])).toEqual({ ok: true, scheme: 'constructor', canonical: 'anything' })
  })

  it('is written in its own grouping, and as it is where its kind is not known', () => {
    expect(formatReference('868516259619897', 'FIRF')).toBe('86851 62596 19897')
    expect(formatReference('RF18539007547034')).toBe('RF18 5390 0754 7034')
    expect(formatReference('868516259619897')).toBe('868516259619897')
  })
})
