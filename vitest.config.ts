import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = { '@': root.replace(/\/$/, '') }

/** `unit` needs nothing but Node; `database` starts one throw-away PostgreSQL for the whole run. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,components,app,scripts}/**/*.test.{ts,tsx}', 'tidy.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          environment: 'node',
          maxWorkers: '100%',
          // A machine with other things to do is no fault of the code.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['{lib,scripts,app}/**/*.db.test.ts'],
          environment: 'node',
          globalSetup: ['lib/testing/start-test-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One more than two cores: some of these tests mostly wait, for a lease to end or a server to come back.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
