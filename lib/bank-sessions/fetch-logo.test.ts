import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fetch } from '@/lib/banking/http'
import { isAllowedRedirect } from '@/lib/banking/connectors/enable-banking/urls'
import { getLogo } from './fetch-logo'

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(100)])
const url = 'https://enablebanking.com/brands/FI/Saaristo/'
const isAllowed = (text: string) => isAllowedRedirect(text, 'https://api.enablebanking.com')

let folder: string
let asked: Request[]

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'saldo-logos-'))
  asked = []
})
afterEach(() => fs.rm(folder, { recursive: true, force: true }))

function answering(make: () => Response): Fetch {
  return (request) => {
    asked.push(request)
    return Promise.resolve(make())
  }
}

const logoOf = (make: () => Response, from = url) => getLogo({ url: from, isAllowed, fetch: answering(make), folder })

test('a logo is fetched once and then comes from our own cache', async () => {
  const first = await logoOf(() => new Response(png))
  const second = await logoOf(() => new Response('gone', { status: 500 }))
  expect(first?.type).toBe('image/png')
  expect(Buffer.from(second!.bytes).equals(png)).toBe(true)
  expect(asked).toHaveLength(1)
})

test('carries no key, cookie or referrer to the host of the logo', async () => {
  await logoOf(() => new Response(png))
  expect([...asked[0]!.headers.keys()]).toEqual(['accept'])
})

test.each([
  'http://enablebanking.com/brands/FI/Saaristo/',
  'https://enablebanking.com.evil.example/logo.png',
  'https://evil.example/enablebanking.com/logo.png',
  'https://user@enablebanking.com/logo.png',
  'https://enablebanking.com:8443/logo.png',
  'https://127.0.0.1/logo.png',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:5432/',
  'file:///etc/passwd',
  'data:image/png;base64,iVBORw0KGgo=',
  'https:\\\\enablebanking.com\\logo.png',
  '//enablebanking.com/logo.png',
])('asks nobody for a logo at %s', async (address) => {
  expect(await logoOf(() => new Response(png), address)).toBeNull()
  expect(asked).toHaveLength(0)
})

test('does not follow a redirect', async () => {
  expect(await logoOf(() => new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } }))).toBeNull()
  expect(asked).toHaveLength(1)
})

test.each([
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['nothing', ''],
])('refuses %s, whatever it is called', async (_, body) => {
  expect(await logoOf(() => new Response(body, { headers: { 'content-type': 'image/png' } }))).toBeNull()
  expect(await fs.readdir(folder)).toEqual([])
})

test('stops reading a picture that is too large', async () => {
  let sent = 0
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(sent++ === 0 ? new Uint8Array(png) : new Uint8Array(64 * 1024))
      },
    })
  expect(await logoOf(() => new Response(endless()))).toBeNull()
  expect(sent).toBeLessThan(10)
})

test('a host that does not answer means no logo, not an error', async () => {
  const fetch: Fetch = () => Promise.reject(new Error('no route'))
  expect(await getLogo({ url, isAllowed, fetch, folder })).toBeNull()
})
