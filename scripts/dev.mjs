// npm run dev: the development server with the same database, secrets and simulator as npm start.
import { prepare } from './prepare.mjs'
import { step } from './progress.mjs'

await prepare()
const { register } = await import('tsx/esm/api')
register()
const { startApp } = await import('./start-app.ts')
await startApp(step, 'dev')
