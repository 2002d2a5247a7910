import type { BrowserContext, Page } from '@playwright/test'

let counters = 0

/** Counts the clicks a person makes on pages of one origin, from now on. */
export async function countClicks(context: BrowserContext, { page, origin }: { page: Page; origin: string }): Promise<() => number> {
  let count = 0
  const name = `saldoTestClick${++counters}`
  await context.exposeBinding(name, () => void count++)
  const listen = ({ origin, name }: { origin: string; name: string }) => {
    if (location.origin !== origin) return
    const report = (window as unknown as Record<string, () => void>)[name]
    // A click on a label is two for the document: only the one that a finger made counts.
    document.addEventListener('click', (event) => event.isTrusted && event.detail > 0 && report?.(), { capture: true })
  }
  await context.addInitScript(listen, { origin, name })
  await page.evaluate(listen, { origin, name })
  return () => count
}
