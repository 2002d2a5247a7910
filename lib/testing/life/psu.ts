import type { PsuContext } from '@/lib/banking/port'

/** A member who is there, at a public address. */
export const PSU: PsuContext = {
  ipAddress: '8.8.8.8',
  userAgent: 'Simulated',
  referer: 'https://saldo.example',
  accept: '*/*',
  acceptCharset: 'utf-8',
  acceptEncoding: 'gzip',
  acceptLanguage: 'en',
}
