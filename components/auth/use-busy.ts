import { useState } from 'react'

/**
 * Runs one piece of work at a time and says while it runs. Not a transition: a proof is asked for in the middle of one that waits for
 * it, and React ends transitions only all together.
 */
export function useBusy() {
  const [isBusy, setIsBusy] = useState(false)

  async function run(work: () => Promise<void>): Promise<void> {
    if (isBusy) return
    setIsBusy(true)
    try {
      // Outside of the event: an action called in it would make React count the form as pending until all transitions have ended.
      await Promise.resolve()
      await work()
    } finally {
      setIsBusy(false)
    }
  }

  return { isBusy, run: (work: () => Promise<void>) => void run(work) }
}
