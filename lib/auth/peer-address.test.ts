import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientAddress, isPublicAddress, watchPeerAddresses } from './peer-address'

let server: http.Server
let url: string

beforeAll(async () => {
  watchPeerAddresses()
  server = http.createServer((request, response) => {
    const headers = new Headers(Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])))
    const seen = [0, 1, 2].map((hops) => clientAddress(headers, hops))
    response.end(JSON.stringify(seen))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

async function seenWith(headers: Record<string, string>): Promise<(string | null)[]> {
  return (await (await fetch(url, { headers })).json()) as (string | null)[]
}

describe('the client’s address', () => {
  it('is the socket’s when no proxy is trusted, whatever the visitor writes', async () => {
    expect((await seenWith({}))[0]).toBe('127.0.0.1')
    expect((await seenWith({ 'X-Forwarded-For': '8.8.8.8' }))[0]).toBe('127.0.0.1')
    expect((await seenWith({ 'X-Forwarded-For': '8.8.8.8', 'X-Real-IP': '9.9.9.9', Forwarded: 'for=1.1.1.1' }))[0]).toBe('127.0.0.1')
  })

  it('is what the outermost of our own proxies saw, not what stood there before', async () => {
    expect((await seenWith({ 'X-Forwarded-For': '6.6.6.6, 84.20.1.1' }))[1]).toBe('84.20.1.1')
    expect((await seenWith({ 'X-Forwarded-For': '6.6.6.6, 84.20.1.1, 10.0.0.2' }))[2]).toBe('84.20.1.1')
  })

  it('is unknown when the proxies did not say', async () => {
    expect((await seenWith({}))[1]).toBeNull()
    expect((await seenWith({ 'X-Forwarded-For': '84.20.1.1' }))[2]).toBeNull()
    expect((await seenWith({ 'X-Forwarded-For': 'unknown' }))[1]).toBeNull()
  })

  it('is unknown where requests were not watched', () => {
    expect(clientAddress(new Headers({ 'x-forwarded-for': '8.8.8.8' }), 0)).toBeNull()
  })
})

describe('isPublicAddress', () => {
  it.each(['84.20.1.1', '2001:14ba:1::1', '::ffff:84.20.1.1'])('knows %s as public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.5',
    '172.16.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
    '224.0.0.1',
    'nonsense',
    '',
  ])('does not take %j for a public one', (address) => expect(isPublicAddress(address)).toBe(false))
})
