// What must work before anything is installed: plain Node, no packages.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const NODE_MIN = [20, 19]

/** Leaves with one sentence when this Node is too old; takes `.env` in, under what the shell already says. */
export function prepareProcess(dotEnv = true) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
    console.error(`Saldo needs Node.js ${NODE_MIN.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`)
    process.exit(1)
  }
  process.chdir(ROOT)
  if (dotEnv && fs.existsSync('.env')) process.loadEnvFile('.env')
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
}

/** True when node_modules holds what package-lock.json names. Optional packages of other machines may be missing. */
export function isInstalled() {
  const wanted = readPackages('package-lock.json')
  const present = readPackages('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([place, { version, optional, devOptional, link }]) => {
    if (place === '' || link) return true
    return present[place] ? present[place].version === version : Boolean(optional || devOptional)
  })
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * Installs exactly what package-lock.json names, development packages included: the build and the checks need them whatever
 * NODE_ENV says. Not `npm ci`: that refuses a lock that leaves out a package which only another kind of machine would get.
 */
export function installArguments() {
  return ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', ...cacheArguments()]
}

/** How to run npm: the one that runs us when there is one, else the one on the path. */
export function npmCommand() {
  const npm = process.env.npm_execpath
  return npm && /npm-cli\.[cm]?js$/.test(npm) ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

/** With an empty or read-only home npm has nowhere to keep its cache. */
function cacheArguments() {
  const cache = process.env.npm_config_cache ?? path.join(os.homedir() || '/nowhere', '.npm')
  try {
    fs.mkdirSync(cache, { recursive: true })
    fs.accessSync(cache, fs.constants.W_OK)
    return []
  } catch {
    return ['--cache', path.join(os.tmpdir(), `saldo-npm-${process.getuid?.() ?? 'user'}`)]
  }
}

const STAMP = 'generated/prisma/.made-from'

/** The Prisma client is made from the schema; made again only when the schema is another. */
export function isGenerated() {
  return fs.existsSync('generated/prisma/client.ts') && readText(STAMP) === schemaHash()
}

/** Answers what went wrong as text, or null. */
export function generate() {
  const result = spawnSync(process.execPath, ['scripts/prisma-generate.mjs'], { encoding: 'utf8' })
  if (result.status !== 0) return result.stdout + result.stderr
  fs.writeFileSync(STAMP, schemaHash())
  return null
}

function schemaHash() {
  return createHash('sha256').update(fs.readFileSync('prisma/schema.prisma')).update(fs.readFileSync('package-lock.json')).digest('hex')
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
