import type { OwnerConnection } from '@/lib/database/owner'
import { callAction } from './call-action'
import { cookieHeader, send, type Jar } from './http'

export type Visit = { readonly country: string; readonly bank: string; readonly person: string }

/** Where the app and its banks are. */
export type Place = { readonly appUrl: string; readonly simulatorUrl: string; readonly tables: OwnerConnection }

/** What passes a browser on the way to a bank and back. */
export type Trip = { readonly bankUrl: string; readonly returnUrl: URL; readonly state: string; readonly code: string }

const READ_WITHIN_MS = 90_000

/** As far as the bank's approval: the address the bank would send the browser back to. */
export async function goToBank({ appUrl, simulatorUrl }: Place, jar: Jar, { country, bank, person }: Visit): Promise<Trip> {
  const started = await callAction(appUrl, { key: 'app/(app)/banks/actions.ts#startBank', input: startInput({ country, bank }), jar })
  const { url } = (started.result?.data ?? {}) as { url?: string }
  if (!url) throw new Error(`the way to ${bank} did not begin: ${started.status} ${JSON.stringify(started.result)}`)
  const answer = await fetch(`${simulatorUrl}/simulator/approve`, { method: 'POST', body: JSON.stringify({ url, person }) })
  const { redirectUrl } = (await answer.json()) as { redirectUrl?: string }
  if (!redirectUrl) throw new Error(`${person} could not approve at ${bank}`)
  const returnUrl = new URL(redirectUrl)
  const [state, code] = [returnUrl.searchParams.get('state') ?? '', returnUrl.searchParams.get('code') ?? '']
  return { bankUrl: url, returnUrl, state, code }
}

export function startInput({ country, bank }: Pick<Visit, 'country' | 'bank'>) {
  return { source: 'instance', country, name: bank, psuType: 'personal', authMethod: null, credentials: {}, renews: null }
}

/** The whole way: approval, return, choice of every readable account with nobody to see it, first reading. */
export async function connectBank(place: Place, jar: Jar, visit: Visit): Promise<{ bankSessionId: string; trip: Trip }> {
  const trip = await goToBank(place, jar, visit)
  const back = await send(place.appUrl, { path: trip.returnUrl.pathname + trip.returnUrl.search, headers: cookieHeader(jar) })
  const bankSessionId = /\/banks\/([0-9a-f-]{36})\/accounts$/.exec(back.headers.location ?? '')?.[1]
  if (!bankSessionId) throw new Error(`the return from ${visit.bank} led to ${back.status} ${back.headers.location}`)
  const feeds = await place.tables.rows<{ id: string }>(
    `SELECT account_id::text AS id FROM account_feed WHERE bank_session_id = $1 AND sealed_uid IS NOT NULL`,
    [bankSessionId],
  )
  const accounts = feeds.map(({ id }) => ({ accountId: id, keep: true, share: 'none', name: '' }))
  const chosen = await callAction(place.appUrl, {
    key: 'app/(app)/banks/actions.ts#keepChosenAccounts',
    input: { bankSessionId, accounts },
    jar,
  })
  if (!chosen.result?.ok) throw new Error(`the accounts of ${visit.bank} were not kept: ${chosen.body.slice(0, 300)}`)
  await waitUntilRead(place.tables, bankSessionId)
  return { bankSessionId, trip }
}

async function waitUntilRead(tables: OwnerConnection, bankSessionId: string): Promise<void> {
  const until = Date.now() + READ_WITHIN_MS
  for (;;) {
    const [run] = await tables.rows<{ outcome: string | null }>(
      `SELECT outcome FROM sync_run WHERE bank_session_id = $1 AND finished_at IS NOT NULL ORDER BY started_at DESC LIMIT 1`,
      [bankSessionId],
    )
    if (run?.outcome === 'complete' || run?.outcome === 'partial') return
    if (Date.now() > until) throw new Error(`the first reading did not end: ${run?.outcome ?? 'it never began'}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
