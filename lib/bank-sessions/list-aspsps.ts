import type { Aspsp, AspspRef, BankApplication, Connector } from '@/lib/banking/port'
import { getConnector } from '@/lib/banking/registry'
import { AppError, notFound } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { toAspspDetails, type AspspDetails } from './aspsp-details'
import { askBank } from './bank-app-error'
import { connectorFor } from './connector-for'
import { consentUntil } from './consent-length'
import { createTimedCache } from './timed-cache'
import type { AspspItem } from './search-aspsps'
import { bankAppIdOf, type BankSource } from './start-input'

export type BankListKey = { readonly source: BankSource; readonly country: string }

/** The banks of one country, short enough to send whole: the browser searches them itself. */
export async function listAspsps(viewer: Viewer, key: BankListKey): Promise<AspspItem[]> {
  const aspsps = await readAspsps(viewer, key)
  return aspsps.map(({ name, country, bic, group, beta, psuTypes }) => ({ name, country, bic, group, beta, psuTypes }))
}

/** What the person is asked about one bank, with the day access would end. */
export async function getAspspDetails(viewer: Viewer, { name, ...key }: BankListKey & { name: string }, now: Date): Promise<AspspDetails> {
  const aspsp = await getAspsp(viewer, key.source, { name, country: key.country })
  return toAspspDetails(aspsp, consentUntil(now, aspsp.maximumConsentValiditySeconds))
}

/** @throws AppError `not_found` when the bank is not in the list of that application */
export async function getAspsp(viewer: Viewer, source: BankSource, { name, country }: AspspRef): Promise<Aspsp> {
  const found = (await readAspsps(viewer, { source, country })).find((aspsp) => aspsp.name === name && aspsp.country === country)
  if (!found) throw notFound('bank')
  return found
}

/** Countries the application may reach; where it names none, those the aggregator serves. Two capital letters each. */
export async function listCountries(viewer: Viewer, source: BankSource): Promise<string[]> {
  const connector = await openConnector(viewer, source)
  const { countries } = await askApplication(connector)
  const named = countries.filter((country) => /^[A-Z]{2}$/.test(country))
  return named.length > 0 ? [...new Set(named)] : [...COUNTRIES_SERVED]
}

/** Lists change rarely and are the same for everybody who uses an application; a restart or six hours bring a fresh one. */
const KEPT_MS = 6 * 3600_000
const kept = new WeakMap<Connector, ReturnType<typeof openAnswers>>()

const COUNTRIES_SERVED = 'AT BE BG HR CY CZ DE DK EE ES FI FR GB GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ')

async function readAspsps(viewer: Viewer, { source, country }: BankListKey): Promise<readonly Aspsp[]> {
  // Asked before the cache is: whether this person may use that application at all.
  const connector = await openConnector(viewer, source)
  return answersOf(connector).banks.get(country, () => askBank(() => connector.listAspsps({ country })))
}

/** What the application may do; asked for once and kept for half an hour. */
export async function readServices(viewer: Viewer, source: BankSource): Promise<readonly string[]> {
  return (await askApplication(await openConnector(viewer, source))).services
}

/** Where the application may send people back to; asked for once and kept as long. */
export async function readRedirectUrls(viewer: Viewer, source: BankSource): Promise<readonly string[]> {
  return (await askApplication(await openConnector(viewer, source))).redirectUrls
}

function askApplication(connector: Connector): Promise<BankApplication> {
  return answersOf(connector).application.get('', () => askBank(() => connector.getApplication()))
}

function answersOf(connector: Connector) {
  const answers = kept.get(connector) ?? openAnswers()
  kept.set(connector, answers)
  return answers
}

/** Of one application: the banks by country, and what it says of itself. */
function openAnswers() {
  return {
    banks: createTimedCache<readonly Aspsp[]>({ keptMs: KEPT_MS, entriesMax: 60 }),
    application: createTimedCache<BankApplication>({ keptMs: KEPT_MS / 12, entriesMax: 1 }),
  }
}

async function openConnector(viewer: Viewer, source: BankSource): Promise<Connector> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  if (source === 'instance') return getConnector({ kind: 'instance' })
  return asViewer(viewer, (db) => connectorFor(db, viewer, bankAppIdOf(source)))
}
