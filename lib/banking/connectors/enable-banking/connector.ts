import { BankError } from '@/lib/banking/errors'
import type { Aspsp, BankApplication, Connector } from '@/lib/banking/port'
import { getAccountDetails, getTransaction, listBalances, parseTransactions, requestTransactions } from './account-data'
import { completeAuthorization, getSession, parseAuthorization, requestAuthorization, revokeSession } from './authorization'
import { createClient, type Client, type ClientOptions } from './client'
import { clean } from './map'
import { mapAspsp } from './map-session'
import { createPayments } from './payments'
import { psuHeaders } from './psu-headers'
import { isAllowedRedirect } from './urls'
import { parseAnswer, WireApplication, WireAspsps } from './wire'

/**
 * Enable Banking (seed 004, OpenAPI 1.0.0-3030f99c) behind the port. A translation and nothing else: no database, no
 * environment, no log, no retry, no paging policy. The token is kept for as long as the connector is.
 */
export function createEnableBankingConnector(options: ClientOptions): Connector {
  const client = createClient(options)
  return {
    id: 'enable-banking',
    getApplication: () => getApplication(client),
    listAspsps: ({ country }) => listAspsps(client, country),
    startAuthorization: async (input) => parseAuthorization(await requestAuthorization(client, input), options.apiUrl),
    completeAuthorization: (callback) => completeAuthorization(client, callback),
    getSession: (credentials) => getSession(client, credentials),
    getAccountDetails: (query) => getAccountDetails(client, query),
    listBalances: (query) => listBalances(client, query),
    listTransactions: async (query) => parseTransactions(await requestTransactions(client, query)),
    getTransaction: (query) => getTransaction(client, query),
    revoke: (credentials) => revokeSession(client, credentials),
    showsPerson: (psuContext, required) => Object.keys(psuHeaders(psuContext, required)).length > 0,
    isAllowedRedirect: (url) => isAllowedRedirect(url, options.apiUrl),
    payments: createPayments(client, options.apiUrl),
  }
}

/** GET /application: what the API says about our own id and key. */
async function getApplication(client: Client): Promise<BankApplication> {
  const wire = parseAnswer(await client({ operation: 'application', path: ['application'] }), WireApplication)
  return {
    id: clean(wire.kid) ?? '',
    name: clean(wire.name),
    environment: clean(wire.environment) ?? '',
    active: wire.active,
    countries: wire.countries.flatMap((country) => clean(country) ?? []),
    services: wire.services.flatMap((service) => clean(service) ?? []),
    redirectUrls: wire.redirect_urls,
  }
}

/**
 * GET /aspsps, by country only. Filters by service or PSU type are not used: a bank's own lists say what it serves, and beta
 * banks are shown with a badge, because for some countries they are most of the banks.
 */
async function listAspsps(client: Client, country: string | null): Promise<Aspsp[]> {
  const code = country?.trim().toUpperCase() ?? null
  if (code !== null && !/^[A-Z]{2}$/.test(code)) throw new BankError('parameter_refused', { bankMessage: 'country is two letters' })
  const answer = await client({ operation: 'aspsps', path: ['aspsps'], query: { country: code } })
  return parseAnswer(answer, WireAspsps).map(mapAspsp)
}
