// A process that plays the payments of one household after another for npm run simulate.
import { openOwnDatabase } from '@/lib/testing/own-database'
import { INTENTS_OF_A_LIFE, playPayments } from '@/lib/testing/pay/play-payments'
import { takeSeeds, textOfThrown } from './take-seeds'

takeSeeds(openOwnDatabase, async (database, seed) => {
  try {
    return await playPayments(database, { seed, intents: INTENTS_OF_A_LIFE })
  } catch (error) {
    return { seed, thrown: textOfThrown(error) }
  }
})
