import type { Intent, PayLife } from './pay-life'

type Decision = 'approve' | 'decline' | 'leave'

/**
 * What the person does on the page they were given: through the bank's short cut, which does what the page does.
 * @returns whether the bank took the answer
 */
export async function answerPage(life: PayLife, intent: Intent, decision: Decision): Promise<boolean> {
  const [url] = intent.pages
  if (!url) return false
  const body = JSON.stringify({ url, person: intent.source.person, decision })
  const response = await life.world.simulator.fetch(new Request(new URL('/simulator/approve', url), { method: 'POST', body }))
  const { redirectUrl } = (await response.json()) as { redirectUrl?: string }
  if (redirectUrl === undefined) return false
  intent.back = new URL(redirectUrl)
  if (decision === 'approve') intent.isApproved = true
  return true
}

/** Two tabs, both showing the page, both approved: the bank takes one. */
export async function approveTwice(life: PayLife, intent: Intent): Promise<void> {
  const [first, second] = await Promise.all([answerPage(life, intent, 'approve'), answerPage(life, intent, 'approve')])
  if (first && second) life.violations.push(`intent ${intent.number}: the bank took two approvals of one page`)
}
