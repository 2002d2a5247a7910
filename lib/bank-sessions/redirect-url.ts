const CALLBACK_PATH = '/api/banks/callback'

/** Where banks send people back to. The one on the application's list must be equal to it to the last character. */
export function redirectUrl(appUrl: string): string {
  return appUrl + CALLBACK_PATH
}
