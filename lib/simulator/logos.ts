import { deflateSync } from 'node:zlib'
import { randomFor } from './random'
import type { World } from './world'

const SIZE = 64

/** GET /logos/{slug}.svg or .png: two initials or a pattern in the bank's colours. */
export function serveLogo(world: World, fileName: string): Response {
  const match = /^([a-z0-9-]+)\.(svg|png)$/.exec(fileName)
  const [, slug = '', type] = match ?? []
  const bank = world.banks.find((candidate) => candidate.slug === slug)
  if (!match || (!bank && !slug.startsWith('group-'))) return new Response('Not found', { status: 404 })
  const random = randomFor('logo', slug)
  const colour: Colour = [random.int(20, 110), random.int(40, 120), random.int(70, 150)]
  if (type === 'png') return image(pngOf(colour), 'image/png')
  const initials = (bank?.name ?? slug.replace('group-', '')).slice(0, 2).toUpperCase()
  const svg = svgOf(colour, initials)
  return image(bank?.logo === 'script-svg' ? svg.replace('</svg>', `${SCRIPTED}</svg>`) : svg, 'image/svg+xml')
}

type Colour = readonly [red: number, green: number, blue: number]

/** What a hostile picture would carry; whoever shows logos has to make it harmless. */
const SCRIPTED =
  '<script>window.top.logoScriptRan = true</script><image href="https://tracker.example/pixel.png" onload="window.top.logoScriptRan = true"/><a href="javascript:window.top.logoScriptRan = true"><rect width="64" height="64" fill="transparent"/></a>'

function svgOf([red, green, blue]: Colour, initials: string): string {
  const text = initials.replace(/[&<>"']/g, '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><rect width="64" height="64" rx="14" fill="rgb(${red} ${green} ${blue})"/><text x="32" y="42" font-family="sans-serif" font-size="28" font-weight="700" text-anchor="middle" fill="#fff">${text}</text></svg>`
}

/** A square in one colour with a lighter diagonal band, as a PNG without any library. */
function pngOf(colour: Colour): Buffer {
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 3))
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const light = Math.abs(x - y) < 12 ? 90 : 0
      colour.forEach((value, channel) => (rows[y * (1 + SIZE * 3) + 1 + x * 3 + channel] = value + light))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIZE, 0)
  header.writeUInt32BE(SIZE, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(checksum(body))
  return Buffer.concat([length, body, sum])
}

/** CRC-32 as PNG wants it (ISO 3309). */
function checksum(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function image(body: string | Buffer, type: string): Response {
  return new Response(body as BodyInit, {
    headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400', 'X-Content-Type-Options': 'nosniff' },
  })
}
