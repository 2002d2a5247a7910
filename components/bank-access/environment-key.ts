/** The message that says what an environment is; null for one we do not know, which is shown as received. */
export function environmentKey(environment: string | null): 'environment.SANDBOX' | 'environment.PRODUCTION' | null {
  if (environment === 'SANDBOX') return 'environment.SANDBOX'
  return environment === 'PRODUCTION' ? 'environment.PRODUCTION' : null
}
