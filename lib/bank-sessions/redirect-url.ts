import type { BankAppFacts, RegisteredRedirects } from './bank-app-dto'

const CALLBACK_PATH = '/api/banks/callback'
const PAYMENT_CALLBACK_PATH = '/api/payments/callback'

/** Where banks send people back to. The one on the application's list must be equal to it to the last character. */
export function redirectUrl(appUrl: string): string {
  return appUrl + CALLBACK_PATH
}

/** The same after a payment. */
export function paymentRedirectUrl(appUrl: string): string {
  return appUrl + PAYMENT_CALLBACK_PATH
}

/** What an application's list says about both. */
export function findRedirects(
  { services, redirectUrls }: Pick<BankAppFacts, 'services' | 'redirectUrls'>,
  appUrl: string,
): RegisteredRedirects {
  return {
    isRedirectRegistered: redirectUrls.includes(redirectUrl(appUrl)),
    isPaymentRedirectRegistered: services.includes('PIS') ? redirectUrls.includes(paymentRedirectUrl(appUrl)) : null,
  }
}
