// A process that plays one life after another for npm run simulate.
import { openOwnDatabase } from '@/lib/testing/own-database'
import { playLife } from '@/lib/testing/life/play-life'
import { takeSeeds, textOfThrown } from './take-seeds'

takeSeeds(openOwnDatabase, async (database, seed) => {
  const begun = performance.now()
  try {
    const report = await playLife(database, seed)
    return { ...report, ms: performance.now() - begun }
  } catch (error) {
    const nothing = { seed, events: 0, calls: 0, deaths: 0, rows: 0, inQuestion: 0 }
    return { ...nothing, violations: [`the simulation itself threw ${textOfThrown(error)}`], ms: performance.now() - begun }
  }
})
