import { fileURLToPath } from 'node:url'
import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'

const STATIC_HEADERS = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  {
    key: 'Permissions-Policy',
    value:
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  },
]

/** Files and answers to machines need no rights at all; pages and routes get their policy, with a nonce, from proxy.ts. */
const FILE_POLICY = {
  key: 'Content-Security-Policy',
  value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // No page uses it, so the optimiser's address is closed: it would fetch pages of ours for strangers.
  images: { unoptimized: true },
  reactStrictMode: true,
  // Types are a check of their own (npm run check): whoever only builds needs neither the time nor the tests' types.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  serverExternalPackages: ['@node-rs/argon2', '@peculiar/x509', '@prisma/adapter-pg', '@prisma/client', 'graphile-worker', 'pg', 'pino'],
  // The development server would print every address and every action's input: a bank's code and state among them.
  logging: { serverFunctions: false, incomingRequests: { ignore: [/\/api\/(banks|payments)\/callback/] } },
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  async headers() {
    return [
      { source: '/:path*', headers: STATIC_HEADERS },
      { source: '/_next/static/:path*', headers: [FILE_POLICY] },
      { source: '/api/webhooks/enable-banking', headers: [FILE_POLICY, { key: 'Cache-Control', value: 'private, no-store' }] },
    ]
  },
}

export default async function configure(phase) {
  // The plugin only tells the compiler where the messages are, and brings a compiler of its own along: 30 MB less in the server.
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin('./lib/i18n/request.ts')(config)
}
