import { expect, type Page } from '@playwright/test'

/** Signs in on the bank's payment page and answers it; the bank sends the browser back. */
export async function answerPayment(page: Page, { person, answer }: { person: string; answer: 'Approve' | 'Decline' }): Promise<void> {
  await expect(page.getByText('nothing here is real')).toBeVisible()
  const signIn = page.getByRole('button', { name: 'Sign in' })
  if ((await signIn.count()) > 0) {
    await page.getByRole('radio', { name: person }).check()
    await signIn.click()
  }
  await expect(page.getByRole('heading', { name: /^Approve (payment|standing order|\d+ payments)$/ })).toBeVisible()
  await page.getByRole('button', { name: answer }).click()
}

/** The simulated bank's own books of what was ordered and what moved. */
export type TrueOrder = {
  readonly id: string
  readonly status: string
  readonly decision: 'approved' | 'declined' | null
  readonly lines: readonly { readonly amountText: string; readonly creditorAccount: string; readonly executedAt: readonly string[] }[]
}

export async function listTrueOrders(simulatorUrl: string): Promise<TrueOrder[]> {
  const answer = await fetch(`${simulatorUrl}/simulator/ledger?what=payment-orders`)
  return (await answer.json()) as TrueOrder[]
}

/** How payments made from now on go at the bank; null: as the bank does. */
export async function setHabit(simulatorUrl: string, habit: string | null): Promise<void> {
  await tell(simulatorUrl, 'payments/habit', { habit })
}

/** The next payment asked for goes like this. */
export async function spoilNextPayment(simulatorUrl: string, effect: Readonly<Record<string, unknown>>): Promise<void> {
  await tell(simulatorUrl, 'faults', { operation: 'POST /payments', times: 1, effect })
}

async function tell(simulatorUrl: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${simulatorUrl}/simulator/${path}`, { method: 'POST', body: JSON.stringify(body) })
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true)
}

/** The bank's next answer that sends the browser back leads to another address of ours, with the same query. */
export async function leadElsewhere(page: Page, simulatorUrl: string, { from, to }: { from: string; to: string }): Promise<void> {
  await page.route(`${simulatorUrl}/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 })
    const headers = response.headers()
    const location = headers.location?.replace(from, to)
    await route.fulfill({ response, headers: location ? { ...headers, location } : headers })
  })
}
