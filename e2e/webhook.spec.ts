import net from 'node:net'
import { expect } from '@playwright/test'
import { test } from './support/saldo-test'

const PATH = '/api/webhooks/enable-banking'
/** A token of the right form that nobody signed. */
const FORGED = `Bearer ${encode({ alg: 'RS256', typ: 'JWT', x5u: 'https://enablebanking.com.evil.example/k' })}.${encode({ sub: 'x' })}.c2ln`

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Sends the head of a request and the beginning of its body, and no more. Answers the status line. */
function sendAndWait(baseURL: string, headers: readonly string[]): Promise<string> {
  const { hostname, port, host } = new URL(baseURL)
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname, () => {
      socket.write([`POST ${PATH} HTTP/1.1`, `Host: ${host}`, ...headers, '', '{"pay'].join('\r\n'))
    })
    socket.setTimeout(5_000, () => reject(new Error('no answer within five seconds')))
    socket.once('error', reject)
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().split('\r\n')[0]!)
    })
  })
}

test('a webhook that is forged, too large, or never ends is answered all the same', async ({ request, baseURL }, info) => {
  // The first request to a route loads it.
  await request.post(PATH, { data: '{}' })
  for (const [headers, data, status] of [
    [{}, '{}', 401],
    [{ authorization: FORGED }, '{}', 401],
    [{ authorization: FORGED }, 'x'.repeat(10 * 1024 * 1024), 413],
  ] as const) {
    const begun = performance.now()
    expect((await request.post(PATH, { headers, data })).status()).toBe(status)
    info.annotations.push({ type: 'answered within', description: `${Math.round(performance.now() - begun)} ms: ${status}` })
  }
  // Nothing more is sent: an answer comes because the app waits no longer.
  expect(await sendAndWait(baseURL!, [`Authorization: ${FORGED}`, 'Content-Length: 200'])).toBe('HTTP/1.1 408 Request Timeout')
})
