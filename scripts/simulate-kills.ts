import type { KillReport } from '@/lib/testing/crash/kill-many'
import type { TestServer } from '@/lib/testing/test-server'
import { playInProcesses } from './play-in-processes'

type Wish = { readonly seeds: readonly string[]; readonly atOnce: number }
type Answer = KillReport & { readonly seed: string }

/** Workers killed at random instants, ten of an installation's at a time. Answers the number of seeds that broke a law. */
export async function simulateKills(server: TestServer, { seeds, atOnce }: Wish): Promise<number> {
  const answers: Answer[] = []
  const broken: string[] = []
  const onReport = (report: object) => {
    const answer = report as Answer
    answers.push(answer)
    const { seed, violations } = answer
    if (violations.length > 0) {
      broken.push(seed)
      console.log(`✗ seed ${seed}: ${violations.length} violations. Again: npm run simulate -- --kills 10 --from ${seed}`)
      for (const violation of violations.slice(0, 12)) console.log(`    ${violation}`)
    }
    const kills = answers.reduce((sum, one) => sum + one.kills, 0)
    const slowest = Math.round(Math.max(...answers.map(({ slowestMs }) => slowestMs)) / 100) / 10
    console.log(
      `${answers.length} of ${seeds.length} seeds: ${kills} processes killed, slowest recovery ${slowest} s, ${broken.length} broke a law`,
    )
  }
  await playInProcesses('scripts/kill-program.ts', { server, seeds, atOnce, onReport })
  return broken.length + (answers.length === seeds.length ? 0 : 1)
}
