// One hash over everything `next build` reads, so that a start knows whether the build is of this code.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const FOLDERS = ['app', 'components', 'lib', 'messages', 'public', 'generated']
const SKIPPED = /\.test\.tsx?$|^lib\/testing\/|^\.|\/\.|\.lock$/
const STAMP = '.next/built-from'

export function sourceHash() {
  const hash = createHash('sha256')
  const files = [...listRootFiles(), ...FOLDERS.flatMap(listFolder)].filter((file) => !SKIPPED.test(file)).sort()
  for (const file of files) hash.update(`\0${file}\0`).update(fs.readFileSync(file))
  return hash.digest('hex')
}

export function isBuilt() {
  return fs.existsSync('.next/BUILD_ID') && fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === sourceHash()
}

/** To be called with the hash taken before the build: a file saved meanwhile must make the build stale. */
export function markBuilt(hash) {
  fs.writeFileSync(STAMP, hash)
}

function listRootFiles() {
  return fs
    .readdirSync('.')
    .filter((name) => /^(package(-lock)?\.json|tsconfig\.json|.*\.config\.[cm]?[jt]s|proxy\.ts|instrumentation.*\.ts)$/.test(name))
}

function listFolder(folder) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
}
