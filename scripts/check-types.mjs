// The compiler over the whole project; first Next writes the types of its routes, which a fresh clone does not have.
import { run } from './progress.mjs'

for (const args of [
  ['node_modules/next/dist/bin/next', 'typegen'],
  ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
]) {
  const { code, output } = await run(process.execPath, args)
  if (code === 0) continue
  console.log(output.trimEnd())
  process.exit(code)
}
