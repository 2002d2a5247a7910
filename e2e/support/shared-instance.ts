/** An app with its simulated banks that the tests of one worker share; files of another worker have another one and meet nobody. */
export type SharedInstance = {
  readonly port: number
  readonly simulatorPort: number
  readonly dataDir: string
  /** Empty: the built-in database in the data directory. */
  readonly databaseUrl: string
}

/** As `npm test` or the configuration set them, one per worker. @throws Error outside of a browser test run */
export function sharedInstances(): readonly SharedInstance[] {
  const { E2E_INSTANCES } = process.env
  if (!E2E_INSTANCES) throw new Error('E2E_INSTANCES is set by playwright.config.ts')
  return JSON.parse(E2E_INSTANCES) as SharedInstance[]
}

/** The one of this worker. */
export function sharedInstance(): SharedInstance & { readonly appUrl: string; readonly simulatorUrl: string } {
  const instance = sharedInstances()[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
  if (!instance) throw new Error('there are more workers than instances')
  return { ...instance, appUrl: `http://localhost:${instance.port}`, simulatorUrl: `http://127.0.0.1:${instance.simulatorPort}` }
}
