import { simulatorUrl, test as base } from '../saldo-test'
import { openTables } from './owner'
import { buildWorld, type World } from './world'

type WorkerFixtures = { world: World }

/** Tests at the doors: no page is looked at, only what the server answers to whoever asks, and what it wrote. */
export const test = base.extend<object, WorkerFixtures>({
  signedIn: false,
  world: [
    async ({ ownerState }, use) => {
      // The instance belongs to its first household before any other is put into it.
      if (ownerState.cookies.length === 0) throw new Error('the owner is signed in')
      const tables = await openTables(process.env.E2E_DATA_DIR ?? '', process.env.E2E_DATABASE_URL)
      await use(await buildWorld({ appUrl, simulatorUrl, tables }))
      await tables.close()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

const appUrl = `http://localhost:${process.env.E2E_PORT ?? '3100'}`
