import { expect, type Page } from '@playwright/test'
import { analyze } from './support/axe'
import { listPlaces, PUBLIC_PLACES, type Place } from './support/pages'
import { test } from './support/saldo-test'

const WIDTHS = [1280, 390] as const
const THEMES = ['light', 'dark'] as const

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.describe('before signing in', () => {
  test.use({ signedIn: false })

  test('every page is without findings, light and dark, on desk and phone', async ({ page }) => {
    test.setTimeout(120_000)
    expect(await listFindings(page, PUBLIC_PLACES)).toEqual([])
  })
})

for (const part of ['money', 'payments', 'banks', 'others'] as const) {
  test(`every page of ${part} is without findings, light and dark, on desk and phone`, async ({ page }) => {
    test.setTimeout(480_000)
    expect(await listFindings(page, (await listPlaces(page))[part])).toEqual([])
  })
}

/** One visit for both themes: the page changes as it would when evening comes. */
async function listFindings(page: Page, places: readonly Place[]): Promise<string[]> {
  const findings: string[] = []
  for (const { name, path, open } of places) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      await page.goto(path)
      await page.locator('h1, h2').first().waitFor()
      await open?.(page)
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (sideways > 0) findings.push(`${name}, ${width}: ${sideways} px to the side`)
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme })
        for (const finding of await analyze(page)) findings.push(`${name}, ${width}, ${colorScheme}: ${finding}`)
      }
    }
  }
  return findings
}
