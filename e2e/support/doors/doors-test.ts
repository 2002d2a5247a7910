import { test as base } from '../saldo-test'
import { sharedInstance } from '../shared-instance'
import { openSharedTables } from './owner'
import { buildWorld, type World } from './world'

type WorkerFixtures = {
  world: World
  /** For what takes things away: the other one must stay whole for the tests that follow. */
  spentWorld: World
}

/** Tests at the doors: no page is looked at, only what the server answers to whoever asks, and what it wrote. */
export const test = base.extend<object, WorkerFixtures>({
  signedIn: false,
  world: [({ ownerState }, use) => provideWorld(ownerState, use), { scope: 'worker', timeout: 180_000 }],
  spentWorld: [({ ownerState }, use) => provideWorld(ownerState, use), { scope: 'worker', timeout: 180_000 }],
})

/** The instance belongs to its first household before any other is put into it, so its owner comes first. */
async function provideWorld(owner: { readonly cookies: readonly unknown[] }, use: (world: World) => Promise<void>): Promise<void> {
  if (owner.cookies.length === 0) throw new Error('the owner is not signed in')
  const { appUrl, simulatorUrl } = sharedInstance()
  const tables = await openSharedTables()
  await use(await buildWorld({ appUrl, simulatorUrl, tables }))
  await tables.close()
}
