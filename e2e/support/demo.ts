import { expect, type Page } from '@playwright/test'

/** Reading three invented banks for the first time. */
const READ_WITHIN_MS = 60_000

/** One click on the first page of an empty household, then waits for the readings. Does nothing when it is full already. */
export async function fillWithDemo(page: Page): Promise<void> {
  await page.goto('/')
  const button = page.getByRole('button', { name: 'Fill with demo data' })
  if ((await button.count()) === 0) return
  await expect(async () => {
    // The button is drawn before its script is there: on a busy machine the first click may find nobody listening.
    if (await button.isVisible()) await button.click()
    await expect(page).toHaveURL(/\/banks\/progress/, { timeout: 15_000 })
  }).toPass({ timeout: READ_WITHIN_MS })
  await waitUntilRead(page)
}

/** On a progress page: until every account of every bank is there. */
export async function waitUntilRead(page: Page): Promise<void> {
  await expect(async () => {
    const counts = await page.locator('.reading-sum b').allTextContents()
    expect(counts.length).toBeGreaterThan(0)
    for (const count of counts) {
      const [done, all] = count.match(/\d+/g) ?? []
      expect(done).toBe(all)
    }
  }).toPass({ timeout: READ_WITHIN_MS })
}
