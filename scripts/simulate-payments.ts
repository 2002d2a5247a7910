import type { PayReport } from '@/lib/testing/pay/play-payments'
import type { TestServer } from '@/lib/testing/test-server'
import { playInProcesses } from './play-in-processes'

type Wish = { readonly seeds: readonly string[]; readonly atOnce: number }
type Answer = PayReport | { readonly seed: string; readonly thrown: string }

const PROGRESS_EVERY_MS = 10_000

/** Payments of households under faults, a hundred of a household's at a time. Answers the number of seeds that broke a law. */
export async function simulatePayments(server: TestServer, { seeds, atOnce }: Wish): Promise<number> {
  const begunMs = performance.now()
  const reports: PayReport[] = []
  const broken: string[] = []
  const print = () =>
    console.log(`${reports.length} of ${seeds.length} seeds in ${Math.round((performance.now() - begunMs) / 1000)} s: ${sumUp(reports)}`)
  const progress = setInterval(print, PROGRESS_EVERY_MS)
  const onReport = (answer: object) => {
    const violations = take(reports, answer as Answer)
    if (violations.length === 0) return
    const { seed } = answer as Answer
    broken.push(seed)
    console.log(`✗ seed ${seed}: ${violations.length} violations. Again: npm run simulate -- --payment-seed ${seed}`)
    for (const violation of violations.slice(0, 12)) console.log(`    ${violation}`)
  }
  await playInProcesses('scripts/payments-program.ts', { server, seeds, atOnce, onReport })
  clearInterval(progress)
  print()
  if (broken.length > 0) console.log(`seeds that broke a law: ${broken.join(', ')}`)
  return broken.length + (reports.length === seeds.length ? 0 : 1)
}

function take(reports: PayReport[], answer: Answer): readonly string[] {
  if ('thrown' in answer) return [`the simulation itself threw ${answer.thrown}`]
  reports.push(answer)
  return answer.violations
}

function sumUp(reports: readonly PayReport[]): string {
  const sum = (count: (report: PayReport) => number) => reports.reduce((total, report) => total + count(report), 0)
  const { executed, rejected, cancelled, accepted, waiting, unsent, askBank, booked } = Object.fromEntries(
    (['executed', 'rejected', 'cancelled', 'accepted', 'waiting', 'unsent', 'askBank', 'booked'] as const).map((name) => [
      name,
      sum(({ ends }) => ends[name]),
    ]),
  ) as PayReport['ends']
  return (
    `${sum(({ intents }) => intents)} intents, ${sum(({ atBank }) => atBank)} payments made at banks, ` +
    `${sum(({ calls }) => calls)} calls to banks, ${sum(({ deaths }) => deaths)} processes killed; ` +
    `${executed} executed, ${accepted} accepted, ${rejected} rejected, ${cancelled} cancelled, ${waiting} waiting, ${unsent} not sent, ` +
    `${askBank} for the bank to answer, ${booked} found booked; ${sum(({ violations }) => violations.length)} violations`
  )
}
