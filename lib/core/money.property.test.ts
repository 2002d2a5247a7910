import { describe, expect, it } from 'vitest'
import { parseCurrency } from './currency'
import { formatDecimal, money, parseMoney } from './money'

const AMOUNTS = 1_000_000
const CURRENCIES = ['EUR', 'JPY', 'ISK', 'CLP', 'KWD', 'BHD', 'TND', 'CLF', 'HUF', 'IQD'].map(parseCurrency)

describe('a million amounts in currencies of 0, 2, 3 and 4 decimals', () => {
  it('are exactly themselves after being written and read', () => {
    let state = 0x9e37_79b9_7f4a_7c15n
    let wrong = 0
    for (let nth = 0; nth < AMOUNTS; nth++) {
      state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n)
      // All magnitudes, not only the largest.
      const minor = BigInt.asIntN(64, state) >> BigInt(nth % 63)
      const currency = CURRENCIES[nth % CURRENCIES.length]!
      const amount = money(minor === -9_223_372_036_854_775_808n ? 0n : minor, currency)
      const read = parseMoney(formatDecimal(amount), currency)
      if (read.minor !== amount.minor || read.currency !== currency) wrong += 1
    }
    expect(wrong).toBe(0)
  }, 60_000)
})
