// node scripts/architecture-graph.mjs [--check]: draws who imports whom into ARCHITECTURE.md, from the imports themselves.
import fs from 'node:fs'
import { cruise } from 'dependency-cruiser'

const FILE = new URL('../ARCHITECTURE.md', import.meta.url)
const [BEGIN, END] = ['<!-- graph: begin -->', '<!-- graph: end -->']

const { output } = await cruise(['app', 'components', 'lib'], {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: ['[.]test[.]tsx?$', '^lib/testing/', '^generated/', 'node_modules'] },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.json' },
})

const edges = new Set()
for (const { source, dependencies } of output.modules) {
  for (const { resolved } of dependencies) {
    const [from, to] = [areaOf(source), areaOf(resolved)]
    if (from && to && from !== to && to !== 'core') edges.add(`  ${from} --> ${to}`)
  }
}

const graph = ['', '```mermaid', 'flowchart TD', ...[...edges].sort(), '```', ''].join('\n')
const before = fs.readFileSync(FILE, 'utf8')
const after = before.replace(new RegExp(`${BEGIN}[^]*${END}`), `${BEGIN}\n${graph}\n${END}`)

if (!process.argv.includes('--check')) fs.writeFileSync(FILE, after)
else if (after !== before) {
  console.error('ARCHITECTURE.md shows other imports than there are; run: node scripts/architecture-graph.mjs')
  process.exitCode = 1
}

/** The folder of lib a file belongs to; single files of lib are areas of their own. `core` is left out: all may use it. */
function areaOf(file) {
  const [, floor, area] = /^(app|components|lib)(?:\/([^/]+?)(?:[.]ts)?)(?:\/|$)/.exec(file) ?? []
  if (!floor) return null
  if (floor !== 'lib') return floor
  return area.replace(/^env-.*/, 'env').replace(/-/g, '_')
}
