/** Who uses the instance in the tests. All of them are invented. */
export type Person = { readonly name: string; readonly email: string; readonly password: string }

/** Sets the instance up and owns the household. */
export const OWNER: Person = { name: 'Aino', email: 'aino@example.org', password: 'plankton velvet orbit nine' }

export const HOUSEHOLD_NAME = 'Vaahterakuja'

/** Numbers, days and the country of the banks as in Finland; the words are English. */
export const FINNISH_BROWSER = { locale: 'fi-FI', timezoneId: 'Europe/Helsinki' } as const
