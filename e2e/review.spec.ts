import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { OwnerConnection } from '@/lib/database/owner'
import { openSharedTables } from './support/doors/owner'
import { test as base } from './support/saldo-test'

/** Two equal rows of one account that only a person can tell apart or join. */
type Twins = { readonly account: string; readonly ids: readonly [string, string]; readonly name: string }

const test = base.extend<{ tables: OwnerConnection; twins: Twins }>({
  // The household is filled once its owner is signed in.
  tables: async ({ ownerState }, use) => {
    if (ownerState.cookies.length === 0) throw new Error('the owner is not signed in')
    const tables = await openSharedTables()
    await use(tables)
    await tables.close()
  },
  twins: async ({ tables }, use) => {
    await use(await findTwins(tables))
  },
})

const WIDTHS = [
  [390, 844],
  [1280, 900],
] as const

for (const [width, height] of WIDTHS) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } })

    test('a question is answered with “They are the same”, undone, and answered with “Both are right”', async ({ page, tables, twins }) => {
      await ask(tables, twins)
      await page.goto('/transactions')
      await page.getByRole('link', { name: /To review \d/ }).click()
      await expect(page.getByRole('heading', { name: 'Rows to check', level: 1 })).toBeVisible()
      const question = page.getByRole('region', { name: 'Did this really happen twice?' })
      await expect(question.getByText('Same amount')).toBeVisible()
      await expect(question.getByRole('link', { name: twins.name })).toHaveCount(2)
      expect(await listFindings(page)).toEqual([])
      const before = await standing(tables, twins)

      await question.getByRole('button', { name: 'They are the same' }).click()
      await expect(page.getByText('Nothing to check. Every row is clear.')).toBeVisible()
      expect(await standing(tables, twins)).toEqual({ rows: 1, net: before.net / 2n })
      await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
      await expect(question).toBeVisible()
      expect(await standing(tables, twins)).toEqual(before)

      await question.getByRole('button', { name: 'Both are right' }).click()
      await expect(page.getByText('Kept as rows of their own.')).toBeVisible()
      expect(await standing(tables, twins)).toEqual(before)
      await expect(page.getByRole('heading', { name: 'Decided before' })).toBeVisible()
      await page.getByRole('button', { name: /^Undo: .*both right/ }).click()
      await expect(question).toBeVisible()
      await unask(tables, twins)
    })

    test('two rows are merged in the details, taken apart again, and merged and undone', async ({ page, tables, twins }) => {
      const before = await standing(tables, twins)
      await page.goto(`/transactions?row=${twins.ids[0]}`)
      const panel = page.getByRole('dialog', { name: twins.name })
      await merge(page, twins)
      await expect(panel.getByText('this was the same payment')).toBeVisible()
      expect(await standing(tables, twins)).toEqual({ rows: 1, net: before.net / 2n })

      await panel.getByRole('button', { name: /^They are two/ }).click()
      await expect(page.getByText('Taken apart into two rows.')).toBeVisible()
      await expect(panel.getByText('this was the same payment')).toHaveCount(0)
      expect(await standing(tables, twins)).toEqual(before)

      await merge(page, twins)
      await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByText('Taken back.')).toBeVisible()
      expect(await standing(tables, twins)).toEqual(before)
      await expect(panel.getByText('this was the same payment')).toHaveCount(0)
      await expect(panel.getByRole('heading', { name: 'Decided by hand' })).toBeVisible()
    })
  })
}

/** What axe finds on the page as it stands, by day and by night; and whether it goes off to the side. */
async function listFindings(page: Page): Promise<string[]> {
  const findings: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    findings.push(...violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes[0]?.html.slice(0, 160)}`))
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return sideways > 0 ? [...findings, `${sideways} px to the side`] : findings
}

async function merge(page: Page, { name, ids }: Twins): Promise<void> {
  const panel = page.getByRole('dialog', { name })
  await panel.getByRole('button', { name: 'It is the same as another row' }).click()
  // Rows of the same amount come first, and there is one.
  await panel.locator('.near li button').filter({ hasText: name }).first().click()
  await expect(page.getByText('Kept as one row.')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(ids.join('|')))
}

async function findTwins(tables: OwnerConnection): Promise<Twins> {
  const [found] = await tables.rows<{ account: string; ids: [string, string]; name: string }>(`
    SELECT t.account_id AS account, t.name, array_agg(t.id::text ORDER BY t.id) AS ids FROM transaction t
     WHERE t.status = 'BOOK' AND t.superseded_by_id IS NULL AND t.user_name IS NULL AND t.account_id IN (
             SELECT x.account_id FROM account_access x
               JOIN member m ON m.household_id = x.household_id AND m.id = x.member_id AND m.user_id IS NOT NULL
              WHERE x.holder)
     GROUP BY t.account_id, t.name, t.amount_minor, t.effective_date HAVING count(*) = 2
     ORDER BY t.effective_date DESC, t.account_id LIMIT 1`)
  if (!found) throw new Error('the demonstration has no two equal rows of one day')
  return found
}

async function ask(tables: OwnerConnection, { ids }: Twins): Promise<void> {
  const sql = `UPDATE transaction SET review_reason = 'possible_twin', review_other_ids = ARRAY[$2]::uuid[] WHERE id = $1`
  await tables.rows(sql, [ids[1], ids[0]])
}

async function unask(tables: OwnerConnection, { ids }: Twins): Promise<void> {
  await tables.rows(`UPDATE transaction SET review_reason = NULL, review_other_ids = '{}' WHERE id = ANY ($1::uuid[])`, [[...ids]])
}

/** How many of the two stand in the list, and what they are together; days and months must say the same as the rows. */
async function standing(tables: OwnerConnection, { account, ids }: Twins): Promise<{ rows: number; net: bigint }> {
  const [found] = await tables.rows<{ rows: number; net: string; all: string; days: string; months: string }>(
    `SELECT (SELECT count(*) FROM transaction WHERE id = ANY ($2::uuid[]) AND superseded_by_id IS NULL)::int AS rows,
            (SELECT sum(amount_minor) FROM transaction WHERE id = ANY ($2::uuid[]) AND superseded_by_id IS NULL)::text AS net,
            (SELECT sum(amount_minor) FROM transaction WHERE account_id = $1 AND superseded_by_id IS NULL AND status = 'BOOK')::text AS all,
            (SELECT sum(net_minor) FROM daily_total WHERE account_id = $1)::text AS days,
            (SELECT sum(in_minor + out_minor) FROM monthly_total WHERE account_id = $1)::text AS months`,
    [account, [...ids]],
  )
  if (!found) throw new Error('no answer')
  expect([found.days, found.months]).toEqual([found.all, found.all])
  return { rows: found.rows, net: BigInt(found.net) }
}
