import type { TestProject } from 'vitest/node'
import { openTestServer, type TestServer } from './test-server'

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/** Once per run: the server that the database tests make their databases on. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await openTestServer()
  project.provide('testServer', server)
  return stop
}
