import { asNobody } from '@/lib/db'
import { log } from '@/lib/log'

/** One statement must not hold locks, or the disk, for long. */
const BATCH_ROWS = 2_000
/** A day's worth is a few batches; what is left after so many is for tomorrow. */
const BATCHES_MAX = 500

export type Forgotten = { readonly rawPages: number; readonly bankCalls: number }

/** Deletes answers of banks and records of calls that are older than they may be kept, of all households. Run once a day. */
export async function forgetOld(batchRows = BATCH_ROWS): Promise<Forgotten> {
  let [rawPages, bankCalls] = [0, 0]
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const [row] = await asNobody(
      (db) => db.$queryRaw<{ pages: number; calls: number }[]>`
        SELECT raw_pages::int AS pages, bank_calls::int AS calls FROM saldo_forget_old(${batchRows}::int)`,
    )
    if (!row || row.pages + row.calls === 0) break
    rawPages += row.pages
    bankCalls += row.calls
  }
  if (rawPages + bankCalls > 0) log.info('old answers of banks forgotten', { rows: rawPages, count: bankCalls })
  return { rawPages, bankCalls }
}
