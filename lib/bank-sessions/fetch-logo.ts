import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Fetch } from '@/lib/banking/http'
import { findLogo, LOGO_BYTES_MAX, type Logo } from './logo-image'

const TIMEOUT_MS = 5_000

export type LogoSource = {
  /** From the bank list, never from a browser. */
  readonly url: string
  /** True for addresses of the aggregator itself. */
  readonly isAllowed: (url: string) => boolean
  readonly fetch: Fetch
  readonly folder: string
}

/**
 * A bank's logo out of our own cache, fetched once. Null when there is none that can be trusted: other host, a redirect,
 * not a picture, too large, too slow. The browser never asks anybody but us, so nobody learns which bank is looked at.
 */
export async function getLogo(source: LogoSource): Promise<Logo | null> {
  const file = path.join(source.folder, createHash('sha256').update(source.url).digest('hex'))
  const kept = await read(file)
  if (kept) return kept
  if (!source.isAllowed(source.url)) return null
  const logo = await requestLogo(source)
  if (logo) await keep(file, logo)
  return logo
}

async function read(file: string): Promise<Logo | null> {
  try {
    return findLogo(new Uint8Array(await fs.readFile(file)))
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a half-written file is never read; a full disk only means no cache. */
async function keep(file: string, { bytes }: Logo): Promise<void> {
  const unfinished = `${file}.${process.pid}.${Date.now()}`
  try {
    await fs.mkdir(path.dirname(file), { recursive: true })
    await fs.writeFile(unfinished, bytes)
    await fs.rename(unfinished, file)
  } catch {
    await fs.rm(unfinished, { force: true }).catch(() => undefined)
  }
}

async function requestLogo({ url, fetch }: LogoSource): Promise<Logo | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(new Request(url, { headers: { accept: 'image/png, image/jpeg, image/webp' }, redirect: 'manual', signal }))
    if (response.status !== 200 || !response.body) return null
    const bytes = await readBounded(response.body)
    return bytes && findLogo(bytes)
  } catch {
    return null
  }
}

async function readBounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(Buffer.concat(chunks))
    length += value.byteLength
    if (length > LOGO_BYTES_MAX) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}
