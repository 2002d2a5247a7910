/** Raster images only: an SVG is a document that can carry scripts. */
export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp'

export type Logo = { readonly type: LogoType; readonly bytes: Uint8Array<ArrayBuffer> }

export const LOGO_BYTES_MAX = 256 * 1024

/** What the bytes are by their first ones, whatever anybody says they are; null for all that is no PNG, JPEG or WebP. */
export function findLogo(bytes: Uint8Array<ArrayBuffer>): Logo | null {
  if (bytes.byteLength < 16 || bytes.byteLength > LOGO_BYTES_MAX) return null
  const type = startsWith(bytes, PNG) ? 'image/png' : startsWith(bytes, JPEG) ? 'image/jpeg' : isWebp(bytes) ? 'image/webp' : null
  return type && { type, bytes }
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]
const RIFF = [0x52, 0x49, 0x46, 0x46]
const WEBP = [0x57, 0x45, 0x42, 0x50]

function isWebp(bytes: Uint8Array): boolean {
  return startsWith(bytes, RIFF) && startsWith(bytes.subarray(8), WEBP)
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte)
}
