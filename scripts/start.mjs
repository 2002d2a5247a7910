// npm start: from a fresh clone to a served page. Everything that is already done is skipped.
import { prepare } from './prepare.mjs'
import { step } from './progress.mjs'

await prepare()
const { register } = await import('tsx/esm/api')
register()
const { startApp } = await import('./start-app.ts')
await startApp(step)
