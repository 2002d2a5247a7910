import { subscribe } from 'node:diagnostics_channel'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/**
 * The address a request really came from. Next hands on headers only, and a visitor can write any header, so the socket's
 * address is put on each request before Next sees it, under a name that nobody can know: it is made anew for each process.
 */
const store = globalThis as { saldoPeerHeader?: string }

/** Called once when the server starts (instrumentation). */
export function watchPeerAddresses(): void {
  if (store.saldoPeerHeader) return
  const header = `x-peer-${randomBytes(16).toString('hex')}`
  store.saldoPeerHeader = header
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[header] = request.socket.remoteAddress ?? ''
    // Next would fill an absent one in with the socket's address; what proxies said must stay apart from it.
    request.headers['x-forwarded-for'] ??= ''
  })
}

type HeaderReader = { get(name: string): string | null }

/**
 * The client's address, seen through as many proxies of our own as the operator declared: each adds the address it saw to
 * the right of `X-Forwarded-For`; what stands further left was written by the visitor. Null when it cannot be known.
 */
export function clientAddress(headers: HeaderReader, trustedProxyHops: number): string | null {
  const peer = store.saldoPeerHeader ? headers.get(store.saldoPeerHeader) : null
  if (!peer) return null
  const forwarded = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const seen = [...forwarded, peer].at(-1 - trustedProxyHops)
  return seen && ipaddr.isValid(seen) ? ipaddr.process(seen).toString() : null
}

/** True for addresses of the public internet; a bank is never told a private one. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}
