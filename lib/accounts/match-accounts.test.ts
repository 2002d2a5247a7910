import { describe, expect, it } from 'vitest'
import type { PortAccount } from '@/lib/banking/port'
import { parseCurrency } from '@/lib/core/currency'
import { matchAccounts, type KnownAccount } from './match-accounts'

describe('which account it is', () => {
  it('is told by the primary hash, whatever else changed', () => {
    expect(matchAccounts([offered(['p1'])], [known('a', ['p1']), known('b', ['p2'])])).toEqual(['a'])
  })

  it('is told by any hash when the bank changed the primary one', () => {
    expect(matchAccounts([offered(['new', 'iban'])], [known('a', ['old', 'iban'])])).toEqual(['a'])
    expect(matchAccounts([offered(['iban+eur', 'iban'])], [known('a', ['iban'])])).toEqual(['a'])
  })

  it('keeps the pockets of one IBAN apart', () => {
    const pockets = [offered(['iban+EUR', 'iban'], 'EUR'), offered(['iban+USD', 'iban'], 'USD')]
    expect(matchAccounts(pockets, [])).toEqual([null, null])
    expect(matchAccounts(pockets, [known('eur', ['iban+EUR', 'iban'], 'EUR')])).toEqual(['eur', null])
    expect(matchAccounts(pockets, [known('usd', ['iban+USD', 'iban'], 'USD'), known('eur', ['iban+EUR', 'iban'], 'EUR')])).toEqual([
      'eur',
      'usd',
    ])
  })

  it('is not guessed where an alternate hash leads to several', () => {
    const two = [known('a', ['x', 'shared']), known('b', ['y', 'shared'])]
    expect(matchAccounts([offered(['new', 'shared'])], two)).toEqual([null])
    expect(matchAccounts([offered(['n1', 'shared']), offered(['n2', 'shared'])], [known('a', ['x', 'shared'])])).toEqual([null, null])
  })

  it('lets a primary match take its account before alternates are looked at', () => {
    expect(matchAccounts([offered(['new', 'shared']), offered(['x', 'shared'])], [known('a', ['x', 'shared'])])).toEqual([null, 'a'])
  })

  it('takes a bank that names no currency at its hash', () => {
    expect(matchAccounts([offered(['p1'], 'XXX')], [known('a', ['p1'], 'EUR')])).toEqual(['a'])
    expect(matchAccounts([offered(['p1'], 'EUR')], [known('a', ['p1'], 'XXX')])).toEqual(['a'])
  })
})

function known(id: string, hashes: string[], currency = 'EUR'): KnownAccount {
  return { id, currency, hashes, primaryHashes: hashes.slice(0, 1) }
}

function offered(identificationHashes: string[], currency = 'EUR'): PortAccount {
  return {
    uid: 'u',
    identificationHashes,
    iban: null,
    otherIdentification: null,
    currency: parseCurrency(currency),
    holderName: null,
    details: null,
    product: null,
    cashAccountType: 'CACC',
    usage: null,
    servicerBic: null,
    creditLimit: null,
  }
}
