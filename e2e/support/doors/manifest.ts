import fs from 'node:fs'

/** A server action of the build: where it was written, and a page through which it can be called. */
export type BuiltAction = { readonly key: string; readonly id: string; readonly pages: readonly string[] }

type ReferenceManifest = {
  readonly node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>
}

const SERVER = '.next/server'

/** Every action of the running build by `file#export`. */
export function readActions(): Map<string, BuiltAction> {
  const { node } = readJson<ReferenceManifest>('server-reference-manifest.json')
  const actions = Object.entries(node).map(([id, { workers, filename, exportedName }]) => {
    const pages = Object.keys(workers).map((worker) => pathOf(worker.replace(/^app/, '')))
    return { key: `${filename}#${exportedName}`, id, pages }
  })
  return new Map(actions.map((action) => [action.key, action]))
}

/** Every page and route of the running build as the path its address has, e.g. `/accounts/[accountId]`. */
export function readRoutes(): string[] {
  return Object.keys(readJson<Record<string, string>>('app-paths-manifest.json')).map(pathOf).toSorted()
}

/** Without groups in brackets and the file's own name. */
function pathOf(place: string): string {
  return place.replace(/\/(page|route)$/, '').replace(/\/\([^)]+\)/g, '') || '/'
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(`${SERVER}/${file}`, 'utf8')) as T
}
