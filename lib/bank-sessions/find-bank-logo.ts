import path from 'node:path'
import { networkFetch } from '@/lib/banking/network'
import { asViewer } from '@/lib/db'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/households/viewer'
import { connectorFor } from './connector-for'
import { getLogo } from './fetch-logo'
import { getAspsp, type BankListKey } from './list-aspsps'
import type { Logo } from './logo-image'
import { bankAppIdOf } from './start-input'
import { createTimedCache } from './timed-cache'

/** The logo of a bank in the list, or null; a bank without one is not asked for again for an hour. */
export async function findBankLogo(viewer: Viewer, { source, country, name }: BankListKey & { name: string }): Promise<Logo | null> {
  const { logoUrl } = await getAspsp(viewer, source, { name, country })
  if (logoUrl === null) return null
  const connector = await asViewer(viewer, (db) => connectorFor(db, viewer, bankAppIdOf(source)))
  const folder = path.join(env().dataDir, 'cache', 'logos')
  return logos.get(logoUrl, () =>
    getLogo({ url: logoUrl, isAllowed: (url) => connector.isAllowedRedirect(url), fetch: networkFetch, folder }),
  )
}

const logos = createTimedCache<Logo | null>({ keptMs: 3600_000, entriesMax: 100 })
