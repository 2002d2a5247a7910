import type { BankPage } from './payment-action-types'

/** The bank's page takes this page's place; until it does, the button stays busy. */
export function leaveFor({ url }: BankPage): Promise<void> {
  window.location.assign(url)
  return new Promise(() => undefined)
}
