// node scripts/run-ts.mjs <file.ts> [arguments]: runs a TypeScript program of this project, after installing what it needs.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare } from './prepare.mjs'

const [file, ...args] = process.argv.slice(2)
if (!file) {
  console.error('usage: node scripts/run-ts.mjs <file.ts> [arguments]')
  process.exit(1)
}
const absolute = path.resolve(file)
await prepare()
const { register } = await import('tsx/esm/api')
register()
// Started by another program of ours (npm start), it ends with that one, however that ended.
if (process.channel) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.argv = [process.argv[0], absolute, ...args]
await import(pathToFileURL(absolute).href)
