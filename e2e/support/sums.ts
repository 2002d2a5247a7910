import type { Locator, Page } from '@playwright/test'

/** Decimal text of an amount, as pages carry it beside the drawn digits, in minor units. */
export function toMinor(decimal: string | null): bigint {
  if (decimal === null || !/^-?\d+(\.\d+)?$/.test(decimal)) throw new Error(`not a decimal: ${decimal}`)
  return BigInt(decimal.replace('.', ''))
}

/** The one total of a page. */
export async function readTotal(page: Page): Promise<bigint> {
  return toMinor(await page.locator('data.total').getAttribute('value'))
}

/** Every account's balance that counts, in the home currency, in minor units. */
export async function readCountedBalances(page: Page): Promise<bigint[]> {
  const rows = await page.locator('.arow:not(.out)').all()
  return Promise.all(rows.map(async (row) => toMinor(await (await countedAmount(row)).getAttribute('value'))))
}

/** Foreign money shows what it is worth at home below it. */
async function countedAmount(row: Locator): Promise<Locator> {
  const converted = row.locator('.conv data')
  return (await converted.count()) > 0 ? converted : row.locator('data.amt').first()
}

export function sum(minors: readonly bigint[]): bigint {
  return minors.reduce((total, minor) => total + minor, 0n)
}
