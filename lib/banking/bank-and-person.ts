/** Who is at which bank: what every part of the port speaks of. */

export type PsuType = 'personal' | 'business'

/** JSON only the connector reads and only the vault stores: session ids, consent ids, tokens. */
export type Credentials = Readonly<Record<string, string>>

/** The real person behind *this* request. Absent in background runs; never invented. */
export type PsuContext = {
  readonly ipAddress: string
  readonly userAgent: string
  readonly referer?: string
  readonly accept?: string
  readonly acceptCharset?: string
  readonly acceptEncoding?: string
  readonly acceptLanguage?: string
}

export type AspspRef = { readonly name: string; readonly country: string }
