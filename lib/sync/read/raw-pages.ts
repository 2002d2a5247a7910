import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import { newId } from '@/lib/core/id'

/** An answer of a bank, packed but not yet sealed. `params` hold no secrets. */
export type PackedPage = {
  readonly operation: string
  readonly params: Readonly<Record<string, string | number | null>>
  readonly body: string
  readonly fetchedAt: Date
}

const compress = promisify(gzip)
const decompress = promisify(gunzip)
/** Bank JSON repeats itself row by row: it shrinks tenfold even fast and with little memory. Sealed bytes would not. */
const FASTEST = { level: 1, windowBits: 13, memLevel: 6 }

/** Packs an answer while the database works: compression runs on another thread. */
export async function packPage(page: Omit<PackedPage, 'body'> & { readonly raw: string }): Promise<PackedPage> {
  const { operation, params, fetchedAt, raw } = page
  return { operation, params, fetchedAt, body: (await compress(raw, FASTEST)).toString('base64') }
}

/** The answer exactly as received. @throws VaultError when the envelope was changed or moved */
export async function openRawPage(vault: Vault, { id, sealedBody }: { id: string; sealedBody: string }): Promise<string> {
  return (await decompress(Buffer.from(vault.open(placeOf(id), sealedBody), 'base64'))).toString('utf8')
}

export async function storeRawPages(
  db: Db,
  { householdId, accountId, runId, vault }: { householdId: string; accountId: string; runId: string; vault: Vault },
  pages: readonly PackedPage[],
): Promise<void> {
  const data = pages.map(({ operation, params, body, fetchedAt }) => {
    const id = newId(fetchedAt)
    return { householdId, id, accountId, runId, operation, params: { ...params }, sealedBody: vault.seal(placeOf(id), body), fetchedAt }
  })
  if (data.length > 0) await db.rawPage.createMany({ data })
}

export type KeptPageRow = {
  readonly id: string
  /** transactions, or unreadable: what could not be believed when it came */
  readonly operation: string
  readonly runId: string
  readonly connectorId: string
  readonly params: unknown
  readonly sealedBody: string
  readonly fetchedAt: Date
}

/** Every kept page of transactions of one account, in no order. */
export function listKeptPages(db: Db, { householdId, accountId }: { householdId: string; accountId: string }): Promise<KeptPageRow[]> {
  return db.$queryRaw<KeptPageRow[]>`
    SELECT p.id::text, p.operation, p.run_id::text AS "runId", s.connector_id AS "connectorId", p.params, p.sealed_body AS "sealedBody",
           p.fetched_at AS "fetchedAt"
      FROM raw_page p
      JOIN sync_run r ON r.household_id = p.household_id AND r.id = p.run_id
      JOIN bank_session s ON s.household_id = r.household_id AND s.id = r.bank_session_id
     WHERE p.household_id = ${householdId}::uuid AND p.account_id = ${accountId}::uuid AND p.operation IN ('transactions', 'unreadable')`
}

function placeOf(rowId: string) {
  return { table: 'raw_page', column: 'sealed_body', rowId }
}
