import { hash, verify } from '@node-rs/argon2'

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A PHC string with its own salt. NFKC, so that the same word typed on another keyboard is the same word. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

/**
 * Whether the password belongs to the hash. With no hash (no such user) it does the same work against a decoy and answers
 * false, so that the time says nothing about who exists.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await decoy()), password.normalize('NFKC'))
  return isRight && passwordHash !== null
}

const store = globalThis as { saldoDecoyHash?: Promise<string> }

function decoy(): Promise<string> {
  return (store.saldoDecoyHash ??= hashPassword(crypto.randomUUID()))
}
