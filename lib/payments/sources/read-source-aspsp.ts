import { findBank, type KnownBank, type UnknownBank } from '@/lib/bank-sessions/find-bank'
import type { Viewer } from '@/lib/households/viewer'
import type { SourceAccess, SourceRow } from './select-sources'

/** What is known of the bank behind an account. */
export type SourceBank = KnownBank | UnknownBank

/** Reads each bank once, however many accounts it has. */
export function openAspspReader(viewer: Viewer): (row: SourceRow) => Promise<SourceBank> {
  const asked = new Map<string, Promise<SourceBank>>()
  return ({ access }) => {
    if (!access?.isUsable || !mayAsk(access)) return Promise.resolve('no_application')
    const { bankAppId, aspspName: name, aspspCountry: country } = access
    const key = JSON.stringify([bankAppId, country, name])
    const bank = asked.get(key) ?? findBank(viewer, bankAppId ?? 'instance', { name, country })
    asked.set(key, bank)
    return bank
  }
}

/** A removed application has no key to ask with, and one that is known to start no payments need not be asked for a bank. */
function mayAsk({ bankAppId, app }: SourceAccess): boolean {
  if (bankAppId === null) return true
  return app !== null && app.active !== false && includesPayments(app.isChecked ? app.services : null)
}

/** Services nobody has asked about yet (null) stand in no one's way: the bank will say. */
export function includesPayments(services: readonly string[] | null): boolean {
  return services === null || services.some((service) => service.toUpperCase() === 'PIS')
}
