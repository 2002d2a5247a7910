import type { PortTransaction } from '@/lib/banking/port'
import type { Category } from './category'

/** A category only where the merchant's code (ISO 18245) or the bank's code (ISO 20022) says so; null otherwise: no guessing from names. */
export function categorise(transaction: PortTransaction, facts: { name: string; isOwnTransfer: boolean }): Category | null {
  if (facts.isOwnTransfer) return 'transfer'
  return fromMerchantCode(transaction.merchantCategoryCode) ?? fromBankCode(transaction) ?? fromWords(transaction)
}

/** Inclusive ranges, first match wins. */
const MERCHANT_RANGES: readonly (readonly [from: number, to: number, category: Category])[] = [
  [5411, 5411, 'groceries'],
  [5422, 5499, 'groceries'],
  [5921, 5921, 'groceries'],
  [5811, 5814, 'eating_out'],
  [3000, 3299, 'travel'],
  [4511, 4511, 'travel'],
  [3351, 3441, 'travel'],
  [3501, 3999, 'travel'],
  [4411, 4411, 'travel'],
  [4722, 4723, 'travel'],
  [7011, 7012, 'travel'],
  [7512, 7519, 'travel'],
  [4011, 4131, 'transport'],
  [4784, 4789, 'transport'],
  [5541, 5542, 'transport'],
  [5511, 5533, 'transport'],
  [7523, 7549, 'transport'],
  [5047, 5047, 'health'],
  [5122, 5122, 'health'],
  [5912, 5912, 'health'],
  [5975, 5976, 'health'],
  [8011, 8099, 'health'],
  [4812, 4816, 'subscriptions'],
  [4899, 4899, 'subscriptions'],
  [5815, 5818, 'subscriptions'],
  [5968, 5968, 'subscriptions'],
  [4900, 4900, 'energy'],
  [5983, 5983, 'energy'],
  [5960, 5960, 'insurance'],
  [6300, 6399, 'insurance'],
  [8351, 8351, 'childcare'],
  [8211, 8211, 'childcare'],
  [6010, 6011, 'cash'],
  [6012, 6051, 'transfer'],
  [6513, 6513, 'home'],
  [1520, 1799, 'home'],
  [5200, 5261, 'home'],
  [5712, 5722, 'home'],
  [7210, 7217, 'home'],
  [7622, 7699, 'home'],
  [5192, 5192, 'leisure'],
  [5733, 5735, 'leisure'],
  [5940, 5947, 'leisure'],
  [7829, 7999, 'leisure'],
  [7032, 7033, 'leisure'],
  [5994, 5994, 'leisure'],
  [5300, 5399, 'shopping'],
  [5611, 5699, 'shopping'],
  [5732, 5732, 'shopping'],
  [5931, 5999, 'shopping'],
]

function fromMerchantCode(code: string | null): Category | null {
  if (!code || !/^\d{4}$/.test(code)) return null
  const value = Number.parseInt(code, 10)
  return MERCHANT_RANGES.find(([from, to]) => value >= from && value <= to)?.[2] ?? null
}

/** Sub-families of ISO 20022 bank transaction codes, however the bank joins them ("PMNT-RCDT-SALA", "SALA"). */
const BANK_CODES: readonly (readonly [pattern: RegExp, category: Category])[] = [
  [/\b(SALA|PAYR)\b/, 'salary'],
  [/\b(CWDL|CDPT|ATMW)\b/, 'cash'],
  [/\b(CHRG|FEES|COMM|COMI)\b/, 'fees'],
  [/\b(INTR|SAVG|SVGS)\b/, 'savings'],
  [/\b(BOOK-?INTC|INTC|ICCT|OWNT)\b/, 'transfer'],
]

function fromBankCode({ bankCode }: PortTransaction): Category | null {
  const text = `${bankCode.code ?? ''} ${bankCode.subCode ?? ''}`.toUpperCase()
  return BANK_CODES.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** The one word worth reading: wages, which many banks name only in the text. */
const WAGES =
  /\b(salary|payroll|wages|palkka|lön|lønn|løn|lohn|gehalt|bezüge|salaire|nómina|nomina|stipendio|salario|salário|palk|alga|wynagrodzenie|plača)\b/iu

function fromWords(transaction: PortTransaction): Category | null {
  const isIncome = transaction.amount.minor > 0n
  return isIncome && transaction.remittance.some((line) => WAGES.test(line)) ? 'salary' : null
}
