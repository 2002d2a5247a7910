import { describe, expect, it } from 'vitest'
import { chooseBalance, currencyOfBalances } from './balances'

const balance = (type: string, currency = 'EUR') => ({ type, currency, amountMinor: 1n })
const choose = (types: string[], pinnedType: string | null = null) =>
  chooseBalance(
    types.map((type) => balance(type)),
    { currency: 'EUR', pinnedType },
  )?.type ?? null

describe('the balance that counts', () => {
  it.each([
    [['CLAV', 'CLBD', 'ITAV', 'ITBD'], 'ITBD'],
    [['ITAV', 'CLBD', 'OTHR'], 'CLBD'],
    [['ITAV', 'XPCD'], 'XPCD'],
    [['FWAV', 'CLAV'], 'CLAV'],
    [['INFO', 'OTHR'], 'OTHR'],
    [['NEWT', 'INFO'], 'INFO'],
    [['ZZZZ', 'NEWT'], 'NEWT'],
  ])('of %j is %s', (types, expected) => {
    expect(choose(types)).toBe(expected)
    expect(choose([...types].reverse())).toBe(expected)
  })

  it('is the pinned one while the bank sends it', () => {
    expect(choose(['ITBD', 'ITAV'], 'ITAV')).toBe('ITAV')
    expect(choose(['ITBD', 'CLBD'], 'ITAV')).toBe('ITBD')
  })

  it('is unknown, not zero, when there is none in the account’s currency', () => {
    expect(choose([])).toBeNull()
    expect(chooseBalance([balance('CLBD', 'USD')], { currency: 'EUR', pinnedType: 'CLBD' })).toBeNull()
  })
})

describe('an account without a currency', () => {
  it('takes the one its balances agree on', () => {
    expect(currencyOfBalances([balance('CLBD', 'XXX'), balance('ITAV', 'EUR')])).toBe('EUR')
    expect(currencyOfBalances([balance('CLBD', 'USD'), balance('ITAV', 'EUR')])).toBeNull()
    expect(currencyOfBalances([])).toBeNull()
  })
})
