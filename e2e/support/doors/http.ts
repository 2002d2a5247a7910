import http from 'node:http'

export type Sent = { readonly method?: string; readonly path: string; readonly headers?: http.OutgoingHttpHeaders; readonly body?: string }

export type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: string }

const agent = new http.Agent({ keepAlive: true, maxSockets: 6 })

/** A request exactly as written: no client that tidies a path, adds an origin or follows a redirect. */
export function send(appUrl: string, { method = 'GET', path, headers = {}, body }: Sent): Promise<Answer> {
  const { hostname, port } = new URL(appUrl)
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const request = http.request(
      { agent, hostname, port, method, path, headers: { ...length, ...headers }, timeout: 60_000 },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
        )
        response.on('error', reject)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`${method} ${path} was not answered within 20 seconds`)))
    request.on('error', reject)
    request.end(body)
  })
}

/** Runs work over a list, a few at a time, and keeps the order. */
export async function inBatches<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>, width = 6): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  let next = 0
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  return results
}

/** A browser's cookies, as far as these tests need them. */
export type Jar = Map<string, string>

export function cookieHeader(jar: Jar): http.OutgoingHttpHeaders {
  return jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
}

export function keepCookies(jar: Jar, { headers }: Answer): void {
  for (const line of headers['set-cookie'] ?? []) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (name !== undefined && value !== undefined) jar.set(name, value)
  }
}
