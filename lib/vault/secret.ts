import { createHash, randomBytes } from 'node:crypto'

/** A new secret nobody can guess: 256 random bits as base64url (43 characters). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a secret made by `newSecret`: SHA-256 as base64url. Not for passwords, which people choose. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url')
}
