import fs from 'node:fs'
import { bad, good, note, type Finding } from './finding'

const GIB = 1024 ** 3
const LOW_BYTES = 2 * GIB
const FULL_BYTES = GIB / 4

/** Room where the data are kept. */
export function checkDisk(dataDir: string): Finding {
  try {
    fs.accessSync(dataDir, fs.constants.W_OK)
    const { bavail, bsize } = fs.statfsSync(dataDir)
    return judgeFreeBytes(bavail * bsize, dataDir)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    return bad(
      `DATA_DIR (${dataDir}) cannot be written to (${code})`,
      'let the user who runs Saldo write to it, or set DATA_DIR to another directory',
    )
  }
}

export function judgeFreeBytes(bytes: number, dataDir: string): Finding {
  const free = bytes >= GIB ? `${Math.floor(bytes / GIB)} GiB` : `${Math.floor(bytes / 1024 ** 2)} MiB`
  if (bytes < FULL_BYTES) return bad(`only ${free} are free in DATA_DIR (${dataDir})`, 'make room: without it nothing new can be kept')
  if (bytes < LOW_BYTES) return note(`${free} are free in DATA_DIR (${dataDir})`, 'make room before it runs out')
  return good(`${free} are free in DATA_DIR (${dataDir})`)
}
