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
