import type { PsuContext } from '@/lib/banking/port'
import type { Vault } from '@/lib/vault/vault'

/** How long a press on "read now" speaks for a person who is there. */
const LIFETIME_MS = 5 * 60_000

/** An address is personal data: on its way through the job queue the person's request is sealed and short-lived. */
export function sealPsuContext(vault: Vault, bankSessionId: string, { psuContext, now }: { psuContext: PsuContext; now: Date }): string {
  return vault.seal(placeOf(bankSessionId), JSON.stringify({ psuContext, until: now.getTime() + LIFETIME_MS }))
}

/** The sealed request, or null when there is none or it is too old to say that the person is still there. */
export function openPsuContext(
  vault: Vault,
  bankSessionId: string,
  { sealed, now }: { sealed: string | undefined; now: Date },
): PsuContext | null {
  if (sealed === undefined) return null
  const { psuContext, until } = JSON.parse(vault.open(placeOf(bankSessionId), sealed)) as { psuContext: PsuContext; until: number }
  return now.getTime() < until ? psuContext : null
}

function placeOf(bankSessionId: string) {
  return { table: 'job', column: 'sealed_psu_context', rowId: bankSessionId }
}
