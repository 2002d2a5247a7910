import type { BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'

/** The connect page with this bank chosen already; renewing keeps the old access until the new one is approved. */
export function connectLink(session: Pick<BankSessionDto, 'id' | 'bankName' | 'country' | 'psuType' | 'bankAppId'>): string {
  const facts = { country: session.country, bank: session.bankName, psu: session.psuType, renews: session.id, step: 'review' }
  return `/banks/connect?${new URLSearchParams({ ...facts, ...(session.bankAppId && { source: session.bankAppId }) })}`
}
