// A process that kills workers of one installation after another for npm run simulate.
import { killMany } from '@/lib/testing/crash/kill-many'
import { takeSeeds, textOfThrown } from './take-seeds'

takeSeeds(
  (server) => Promise.resolve({ server, close: () => Promise.resolve() }),
  async ({ server }, seed) => {
    try {
      return { seed, ...(await killMany(server, seed)) }
    } catch (error) {
      return { seed, kills: 0, slowestMs: 0, violations: [`the simulation itself threw ${textOfThrown(error)}`] }
    }
  },
)
