import { formatDecimal, parseMoney, type Money } from './money'

/** Money as it crosses to the browser: exact decimal text and an ISO 4217 code, e.g. `{ amount: '-118.72', currency: 'EUR' }`. */
export type MoneyDto = { readonly amount: string; readonly currency: string }

export function toMoneyDto(money: Money): MoneyDto {
  return { amount: formatDecimal(money), currency: money.currency }
}

/** @throws RangeError when the amount is no decimal, has too many decimals for its currency, or the currency is no code */
export function fromMoneyDto(dto: MoneyDto): Money {
  return parseMoney(dto.amount, dto.currency)
}
