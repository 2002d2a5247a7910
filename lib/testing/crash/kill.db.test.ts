import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { checkReaders, waitUntilRead } from './check-readers'
import { openCrashRig, queueAll, type CrashRig } from './crash-rig'
import { KILL_POINTS } from './kill-points'
import { killAtPoint } from './kill-workers'
import { startWorkerProcess } from './worker-process'

/** The figure of R-01: what a killed worker left is read by itself within this time. */
const RESUMED_WITHIN_MS = 60_000

let rig: CrashRig

beforeAll(async () => {
  rig = await openCrashRig(inject('testServer'), { readings: KILL_POINTS.length })
}, 300_000)

afterAll(() => rig.stop())

describe('workers killed with kill -9, one at each point of a reading', () => {
  const begun = new Date()
  for (const [nth, { name }] of KILL_POINTS.entries()) {
    it(`dies: ${name}`, async () => expect(await killAtPoint(rig, { name, nth })).toBe('SIGKILL'), 90_000)
  }

  it(`lose and double nothing, and the next worker has read everything within ${RESUMED_WITHIN_MS / 1000} s`, async () => {
    const next = startWorkerProcess(rig.environment)
    try {
      expect(await waitUntilRead(rig, { since: begun, withinMs: RESUMED_WITHIN_MS })).toBeLessThanOrEqual(RESUMED_WITHIN_MS)
      // What the bank has beyond that is read once more by everybody, so that there is one hour to compare at.
      const since = new Date()
      await queueAll(rig)
      await waitUntilRead(rig, { since, withinMs: RESUMED_WITHIN_MS })
      expect(await checkReaders(rig)).toEqual([])
    } finally {
      next.signal('SIGKILL')
    }
  }, 180_000)
})
