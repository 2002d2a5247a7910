import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * The Request of web standards cannot be made with TRACE, so Next fails on one before any code of ours. Such a request goes
 * on as one of another method that nothing here answers. Called once when the server starts (instrumentation).
 */
export function refuseTrace(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.method === 'TRACE') request.method = 'PROPFIND'
  })
}
