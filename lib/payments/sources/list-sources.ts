import { asViewer } from '@/lib/db'
import { dayIn } from '@/lib/core/format-day'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { PaymentSource } from './payment-source'
import { readAhead } from './read-ahead'
import { openAspspReader } from './read-source-aspsp'
import { selectSources } from './select-sources'
import { toPayableSource } from './to-source'

/**
 * The accounts a member may pay from, with what each bank takes, in the order of the accounts page. Cards, loans, archived accounts
 * and those the bank no longer shares are left out. Banks are asked for their list when it is not known yet, never for an account.
 */
export async function listPaymentSources(viewer: Viewer, now: Date): Promise<PaymentSource[]> {
  if (!mayDo(viewer, 'pay')) return []
  const { rows, ahead } = await asViewer(viewer, async (db) => {
    const accounts = await selectSources(db, viewer, null)
    return { rows: accounts, ahead: await readAhead(db, { ...viewer, accounts, today: dayIn(now, viewer.timeZone) }) }
  })
  const readAspsp = openAspspReader(viewer)
  const sources = await Promise.all(rows.map(async (row) => toPayableSource(row, await readAspsp(row))))
  // Through which application is the server's business.
  return sources.map(({ connectorId: _connector, bankAppId: _app, aspsp: _aspsp, ...source }) => ({
    ...source,
    ahead: ahead.get(source.accountId) ?? null,
  }))
}
