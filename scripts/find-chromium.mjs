// Finds a Chromium for the browser tests, or gets one. `node scripts/find-chromium.mjs` prints its path.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const SYSTEM = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge-stable',
    '/snap/bin/chromium',
  ],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:/Program Files/Google/Chrome/Application/chrome.exe', 'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe'],
}

/** `PW_CHROMIUM`, Playwright's own, or one of the system; undefined when there is none. */
export function findChromium() {
  return process.env.PW_CHROMIUM || findOwn() || SYSTEM[process.platform]?.find((file) => fs.existsSync(file))
}

/** As `findChromium`, but downloads one (or, as root on Debian, installs the package) when there is none. @throws Error */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  const download = ['node_modules/@playwright/test/cli.js', 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']
  spawnSync(process.execPath, download, { stdio: 'ignore', timeout: 300_000 })
  if (!findOwn() && isRoot && fs.existsSync('/usr/bin/apt-get')) installPackage()
  const got = findChromium()
  if (!got) throw new Error('there is no Chromium and none could be installed: install Chrome or Chromium, or set PW_CHROMIUM to its path')
  return got
}

function findOwn() {
  const file = chromium.executablePath()
  return file && fs.existsSync(file) ? file : undefined
}

function installPackage() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 300_000 })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
    stdio: 'ignore',
    env,
    timeout: 600_000,
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensureChromium())
