import { newId } from '@/lib/core/id'
import type { Random } from '@/lib/simulator/random'

/**
 * From here on the ids this process gives to rows follow from `random`: what is ordered or spread by them happens in the
 * same order when a life is lived again. Secrets and keys stay random.
 * @returns undoes it
 */
export function seedIds(random: Random): () => void {
  const original = crypto.getRandomValues.bind(crypto)
  let drawn = 0
  crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    drawn += 1
    if (array instanceof Uint8Array) for (let at = 0; at < array.length; at++) array[at] = random.int(0, 255)
    return array
  }
  // Ids are drawn from a supply: what is left of the one before is used up first.
  while (drawn === 0) newId()
  return () => void (crypto.getRandomValues = original)
}
