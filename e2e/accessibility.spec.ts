import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { listPlaces, PUBLIC_PLACES, type Place } from './support/pages'
import { test } from './support/saldo-test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const WIDTHS = [1280, 390] as const
const THEMES = ['light', 'dark'] as const

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.describe('before signing in', () => {
  test.use({ signedIn: false })

  test('every page is without findings, light and dark, on desk and phone', async ({ page }) => {
    test.setTimeout(120_000)
    for (const place of PUBLIC_PLACES) await expectAccessible(page, place)
  })
})

for (const part of ['money', 'banks', 'others'] as const) {
  test(`every page of ${part} is without findings, light and dark, on desk and phone`, async ({ page }) => {
    test.setTimeout(300_000)
    const places = (await listPlaces(page))[part]
    for (const place of places) await expectAccessible(page, place)
  })
}

/** One visit for both widths and both themes: the page adapts as it would when a phone is turned or evening comes. */
async function expectAccessible(page: Page, { name, path, open }: Place): Promise<void> {
  const findings: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await page.goto(path)
    await page.locator('h1, h2').first().waitFor()
    await open?.(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} at ${width}: sideways`).toBeLessThanOrEqual(0)
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
      findings.push(...violations.map(({ id, nodes }) => `${name}, ${width} ${colorScheme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`))
    }
  }
  expect(findings).toEqual([])
}
