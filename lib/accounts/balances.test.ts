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

describe('a credit line is no money', () => {
  const sees = (types: string[], more: { accountType?: string; hasCreditLimit?: boolean; pinnedType?: string }, amountMinor = 5_000n) =>
    chooseBalance(
      types.map((type) => ({ type, currency: 'EUR', amountMinor })),
      { currency: 'EUR', pinnedType: null, ...more },
    )?.type ?? null

  it('so what is available on a card or an account with a limit does not count, and its booked balance does', () => {
    expect(sees(['ITAV'], { accountType: 'CARD' })).toBeNull()
    expect(sees(['CLAV', 'ITAV'], { accountType: 'CACC', hasCreditLimit: true })).toBeNull()
    expect(sees(['ITAV', 'CLBD'], { accountType: 'CARD' })).toBe('CLBD')
    expect(sees(['ITAV', 'XPCD'], { hasCreditLimit: true })).toBe('XPCD')
  })

  it('a card that only says "other: 0" says nothing, and one that says a sum does', () => {
    expect(sees(['OTHR'], { accountType: 'CARD' }, 0n)).toBeNull()
    expect(sees(['OTHR'], { accountType: 'CARD' })).toBe('OTHR')
    expect(sees(['OTHR'], { accountType: 'SVGS' }, 0n)).toBe('OTHR')
    expect(sees(['CLBD'], { accountType: 'CARD' }, 0n)).toBe('CLBD')
  })

  it('but a person may say that it counts', () => {
    expect(sees(['ITAV', 'OTHR'], { accountType: 'CARD', pinnedType: 'ITAV' })).toBe('ITAV')
  })
})

describe('an account without a currency', () => {
  it('takes the one its balances agree on', () => {
    expect(currencyOfBalances([balance('CLBD', 'XXX'), balance('ITAV', 'EUR')])).toBe('EUR')
    expect(currencyOfBalances([balance('CLBD', 'USD'), balance('ITAV', 'EUR')])).toBeNull()
    expect(currencyOfBalances([])).toBeNull()
  })
})
