import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { bankRow } from '@/lib/sync/match/bank-row'
import type { PortTransaction } from '@/lib/banking/port'
import { cleanTransaction } from './clean-name'

const HOLDER = 'Aino Virtanen'
const party = (name: string | null, more: { iban?: string; addressLines?: string[] } = {}) => ({
  name,
  iban: more.iban ?? null,
  otherAccount: null,
  addressLines: more.addressLines ?? [],
})
const debit = (name: string | null, remittance: string[] = [], more: Partial<PortTransaction> = {}) =>
  bankRow('-12.34', '2026-11-18', { creditor: party(name), remittance, ...more })
const nameOf = (row: PortTransaction) => cleanTransaction(row, HOLDER).name

describe('the name of the other side', () => {
  it('is the creditor of money that leaves and the debtor of money that comes', () => {
    const both = { creditor: party('Kauppa'), debtor: party('Työnantaja Oy') }
    expect(nameOf(bankRow('-1.00', '2026-11-18', both))).toBe('Kauppa')
    expect(nameOf(bankRow('1.00', '2026-11-18', both))).toBe('Työnantaja Oy')
  })

  it.each([
    ['the holder’s own name', debit('AINO  VIRTANEN', ['Lidl Helsinki']), 'Lidl Helsinki'],
    ['a card number', debit('CARD-1234', ['Boulangerie Paul']), 'Boulangerie Paul'],
    ['an empty name', debit('', ['POS 12.34 AT K1 18.11. 17:05', 'BILLA DANKT 1020']), 'BILLA DANKT 1020'],
    ['a technical line', debit(null, ['xxxx xxxx 1234', 'Visa 4417', 'Spotify AB']), 'Spotify AB'],
    [
      'no name but an address',
      debit(null, [], { creditor: party(null, { addressLines: ['Biedronka 3345 Warszawa'] }) }),
      'Biedronka 3345 Warszawa',
    ],
  ])('is looked for elsewhere behind %s', (_, row, expected) => {
    expect(nameOf(row)).toBe(expected)
  })

  it.each([
    ['SumUp  *Cafe Kuppi', 'Cafe Kuppi'],
    ['SQ *BLUE BOTTLE', 'BLUE BOTTLE'],
    ['iZettle*Torikahvila', 'Torikahvila'],
    ['Zettle_*Torikahvila', 'Torikahvila'],
    ['PAYPAL *SPOTIFY', 'SPOTIFY'],
    ['Korttiosto K-Market Kallio', 'K-Market Kallio'],
  ])('is what follows a processor’s or terminal’s mark: %s', (text, expected) => {
    expect(nameOf(debit(text))).toBe(expected)
  })

  it('of a direct debit in German tags is the creditor, with the purpose beside it', () => {
    const tagged = ['EREF+E2E-1 MREF+M-77 CRED+DE98ZZZ0999', 'SVWZ+Beitrag November ABWA+Stadtwerke Kassel']
    expect(cleanTransaction(debit('Sammelkonto', tagged), HOLDER)).toMatchObject({ name: 'Sammelkonto', description: 'Beitrag November' })
    expect(nameOf(debit(null, tagged))).toBe('Stadtwerke Kassel')
  })

  it('reads the named fields of ING', () => {
    const lines = ['mandatereference:M1,creditorid:DE98,remittanceinformation:Miete November']
    expect(cleanTransaction(debit('Hausverwaltung', lines), HOLDER).description).toBe('Miete November')
    expect(
      cleanTransaction(debit('Hausverwaltung', ['mandatereference:,creditorid:,remittanceinformation:']), HOLDER).description,
    ).toBeNull()
  })

  it('falls back on the kind of row, then on a masked account number, then on nothing', () => {
    expect(nameOf(debit(null, [], { bankCode: { code: 'PMNT', subCode: 'CHRG', description: 'Account fee' } }))).toBe('Account fee')
    expect(nameOf(debit(null, [], { creditor: party(null, { iban: 'FI2112345600000785' }) }))).toBe('FI…0785')
    expect(nameOf(debit(null))).toBe('')
  })

  it('and description never hold a full IBAN, control characters or direction overrides', () => {
    const row = debit('Rent FI21 1234 5600 0007 85', ['to FI2112345600000785 \u202Enov\u0000'])
    const { name, description } = cleanTransaction(row, HOLDER)
    expect(`${name} ${description}`).not.toMatch(/1234\s?5600|\u202E|\u0000/)
    expect(name).toBe('Rent FI…0785')
  })

  it('is some storable text for any texts at all', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 60 }))
    fc.assert(
      fc.property(text, fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 4 }), text, (name, remittance, note) => {
        const clean = cleanTransaction(debit(name, remittance, { note }), HOLDER)
        expect(clean.name.length).toBeLessThanOrEqual(300)
        expect(`${clean.name}${clean.description ?? ''}`).not.toMatch(/[\u0000-\u0008\u202A-\u202E]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
      }),
    )
  }, 30_000)
})

describe('the category', () => {
  const category = (more: Partial<PortTransaction>, amount = '-1.00') =>
    cleanTransaction(bankRow(amount, '2026-11-18', more), HOLDER).category

  it.each([
    ['5411', 'groceries'],
    ['5812', 'eating_out'],
    ['4111', 'transport'],
    ['5912', 'health'],
    ['4900', 'energy'],
    ['6300', 'insurance'],
    ['8351', 'childcare'],
    ['6011', 'cash'],
    ['7011', 'travel'],
    ['7832', 'leisure'],
    ['5651', 'shopping'],
    ['4899', 'subscriptions'],
  ])('of merchant code %s is %s', (merchantCategoryCode, expected) => {
    expect(category({ merchantCategoryCode })).toBe(expected)
  })

  it('comes from the bank’s code, from the word for wages, or stays unknown', () => {
    expect(category({ bankCode: { code: 'PMNT', subCode: 'RCDT-SALA', description: null } }, '1.00')).toBe('salary')
    expect(category({ bankCode: { code: 'PMNT-CCRD-CWDL', subCode: null, description: null } })).toBe('cash')
    expect(category({ remittance: ['Palkka marraskuu'] }, '1.00')).toBe('salary')
    expect(category({ remittance: ['Palkka marraskuu'] })).toBeNull()
    expect(category({ merchantCategoryCode: '0000' })).toBeNull()
    expect(category({ merchantCategoryCode: 'abc' })).toBeNull()
  })

  it('is a transfer between the holder’s own accounts', () => {
    expect(category({ creditor: party(HOLDER, { iban: 'FI2112345600000785' }) })).toBe('transfer')
  })
})
