import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { withoutAnswered, type AspspDetails } from './aspsp-details'
import { availableSources } from './bank-apps'
import { getOwnBankSession } from './get-own-bank-session'
import { getAspspDetails } from './list-aspsps'
import type { Renewal } from './renewal'

/**
 * What renewing one of the viewer's own accesses takes: the same bank, as the same customer, in the same way, so that
 * usually nothing is left to ask.
 * @throws AppError `not_found` for an access that is not theirs or that another has taken over from, `bank_not_configured`
 * without any application, `bank_refused` when the bank is no longer in the list, else how the list could not be read
 */
export async function getRenewal(viewer: Viewer, bankSessionId: string, now: Date): Promise<Renewal> {
  const { session, accountCount } = await asViewer(viewer, async (db) => {
    const session = await getOwnBankSession(db, viewer, bankSessionId)
    const where = { householdId: viewer.householdId, bankSessionId, account: { choice: 'kept' } }
    return { session, accountCount: await db.accountFeed.count({ where }) }
  })
  if (session.supersededAt || session.status === 'pending' || session.status === 'failed') throw new AppError('not_found')
  const sources = await availableSources(viewer)
  const source = sources.find(({ bankAppId }) => bankAppId === session.bankAppId) ?? sources[0]
  if (!source) throw new AppError('bank_not_configured')
  const key = { source: source.bankAppId ?? ('instance' as const), country: session.aspspCountry, name: session.aspspName }
  const isLive = session.status === 'authorized' && (session.validUntil === null || session.validUntil > now)
  return {
    ...{ bankSessionId, bankName: session.aspspName, country: session.aspspCountry, source: key.source, accountCount },
    details: withoutAnswered(await findDetails(viewer, key, now), session),
    liveUntil: isLive ? (session.validUntil?.toISOString() ?? null) : null,
  }
}

async function findDetails(viewer: Viewer, key: Parameters<typeof getAspspDetails>[1], now: Date): Promise<AspspDetails> {
  try {
    return await getAspspDetails(viewer, key, now)
  } catch (error) {
    // The access is there, its bank is not: "not found" would say too much.
    if (error instanceof AppError && error.code === 'not_found') throw new AppError('bank_refused', 'no longer in the list')
    throw error
  }
}
