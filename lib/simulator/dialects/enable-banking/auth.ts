import { newId, type Simulation } from '../../simulation'
import type { Access, Application, Authorization } from '../../state'
import { digestFor } from '../../random'
import type { Bank, BankAuthMethod } from '../../world/bank'
import type { PsuType } from '../../world/psu-type'
import { DAY_MS } from '../../world/calendar'
import { ApiError, wrongField } from './errors'
import {
  findFlag,
  findList,
  findText,
  isFields,
  readBody,
  requireChoice,
  requireFields,
  requireInstant,
  requireText,
  type Fields,
} from './request-fields'

const STATE_LENGTH_MAX = 2_000

/** POST /auth: remembers what is asked for and names the page the person is to be sent to. */
export async function startAuthorization(simulation: Simulation, application: Application, request: Request): Promise<unknown> {
  const body = await readBody(request)
  const bank = requireBank(simulation, body)
  const { state, redirectUrl } = requireReturn(application, body)
  const access = requireAccess(simulation, bank, requireFields(body, 'access'))
  const psuType = requirePsuType(bank, findText(body, 'psu_type') ?? bank.psuTypes[0]!)
  const { method, username } = readCredentials(simulation, { bank, psuType, body })
  readLanguage(body)
  if (application.linkedAccounts?.length === 0) throw new ApiError('NO_ACCOUNTS_ADDED')
  const authorization: Authorization = {
    id: newId(simulation, 'authorization'),
    applicationId: application.id,
    bankSlug: bank.slug,
    psuType,
    approach: method.approach,
    state,
    redirectUrl,
    access,
    psuIdHash: psuIdHash(simulation, application, findText(body, 'psu_id')),
    prefilledUsername: username,
    createdAt: simulation.now().getTime(),
    status: 'PENDING_AUTHORIZATION',
    username: username !== null && findFlag(body, 'credentials_autosubmit', { place: 'body', otherwise: true }) ? username : null,
    chosenAccounts: [],
    code: null,
    codeIssuedAt: 0,
  }
  forgetOld(simulation)
  simulation.state.authorizations.set(authorization.id, authorization)
  simulation.changed()
  return {
    url: `${simulation.baseUrl}/pages/authorize/${authorization.id}`,
    authorization_id: authorization.id,
    psu_id_hash: authorization.psuIdHash,
  }
}

/** A day after its start nobody comes back to a visit. */
function forgetOld({ state, now }: Simulation): void {
  for (const { id, createdAt } of state.authorizations.values()) if (now().getTime() - createdAt > DAY_MS) state.authorizations.delete(id)
}

export function requireBank({ world }: Simulation, body: Fields): Bank {
  const aspsp = requireFields(body, 'aspsp')
  const [name, country] = [requireText(aspsp, 'name', 'body.aspsp'), requireText(aspsp, 'country', 'body.aspsp')]
  const bank = world.findBank(name, country)
  if (!bank) throw new ApiError('WRONG_ASPSP_PROVIDED')
  return bank
}

/** Where the person comes back to: byte for byte one of the registered addresses. */
export function requireReturn(application: Application, body: Fields): { state: string; redirectUrl: string } {
  const state = requireText(body, 'state')
  if (state.length > STATE_LENGTH_MAX) throw wrongField('body.state', 'too long')
  const redirectUrl = requireText(body, 'redirect_url')
  if (!URL.canParse(redirectUrl)) throw wrongField('body.redirect_url', 'not a URL')
  if (!application.redirectUrls.includes(redirectUrl)) throw new ApiError('REDIRECT_URI_NOT_ALLOWED')
  return { state, redirectUrl }
}

export function requirePsuType(bank: Bank, text: string): PsuType {
  const psuType = requireChoice(text, ['personal', 'business'] as const, 'body.psu_type')
  if (!bank.psuTypes.includes(psuType)) throw wrongField('body.psu_type', `${bank.name} does not serve ${psuType} users`)
  return psuType
}

export function readLanguage(body: Fields): void {
  const language = findText(body, 'language')
  if (language !== null && !/^[a-z]{2}$/.test(language)) throw wrongField('body.language', 'not two small letters')
}

/** The hash depends on the application too: two of them cannot compare their users. */
export function psuIdHash(simulation: Simulation, application: Application, psuId: string | null): string {
  return digestFor(64, 'psu', application.id, psuId ?? newId(simulation, 'random-psu'))
}

/** The end is asked for on the caller's clock, which is the machine's; at the bank it may be later already. */
function requireAccess({ clock }: Simulation, bank: Bank, access: Fields): Access {
  const validUntil = requireInstant(access, 'valid_until', 'body.access')
  const now = clock.machine().getTime()
  const longest = now + bank.maximumConsentValiditySeconds * 1000
  if (validUntil <= now) throw wrongField('body.access.valid_until', 'lies in the past')
  if (validUntil >= longest) {
    const message = `ASPSP does not support consent validity more than ${bank.maximumConsentValiditySeconds} seconds`
    throw new ApiError('WRONG_REQUEST_PARAMETERS', { message, detail: message })
  }
  const accounts = findList(access, 'accounts', 'body.access')
  return {
    validUntil,
    endsAt: validUntil + clock.aheadMs(),
    balances: findFlag(access, 'balances', { place: 'body.access', otherwise: true }),
    transactions: findFlag(access, 'transactions', { place: 'body.access', otherwise: true }),
    accounts: accounts && accounts.length > 0 ? accounts.map(accountNumber) : null,
  }
}

function accountNumber(account: unknown, index: number): string {
  const place = `body.access.accounts.${index}`
  if (!isFields(account)) throw wrongField(place, 'not an object')
  const iban = findText(account, 'iban', place)
  if (iban !== null) return iban
  const other = isFields(account.other) ? findText(account.other, 'identification', `${place}.other`) : null
  if (other === null) throw new ApiError('INVALID_ACCOUNT_ID')
  return other
}

type Asked = { readonly bank: Bank; readonly psuType: PsuType; readonly body: Fields }

/** The authentication method asked for, and who signs in, if the credentials say so already. */
export function readCredentials(
  { world }: Simulation,
  { bank, psuType, body }: Asked,
): { method: BankAuthMethod; username: string | null } {
  const name = findText(body, 'auth_method')
  const methods = bank.authMethods.filter((method) => method.psuType === psuType)
  const method = name === null ? methods.find((candidate) => !candidate.hidden) : methods.find((candidate) => candidate.name === name)
  if (!method) throw wrongField('body.auth_method', `${bank.name} has no such method`)
  if (body.credentials === undefined || body.credentials === null) return { method, username: null }
  if (name === null) throw new ApiError('WRONG_REQUEST_PARAMETERS', { message: 'credentials need auth_method' })
  const credentials = requireFields(body, 'credentials')
  const unknown = Object.keys(credentials).find((key) => !method.credentials.some((credential) => credential.name === key))
  if (unknown !== undefined) throw new ApiError('WRONG_CREDENTIALS_PROVIDED', { detail: `unknown credential ${unknown.slice(0, 40)}` })
  for (const credential of method.credentials) {
    const value = findText(credentials, credential.name, 'body.credentials')
    const wrong = value === null || value === '' ? credential.required : !credential.accepts(value)
    if (wrong) throw new ApiError('WRONG_CREDENTIALS_PROVIDED', { detail: `credential ${credential.name} does not fit` })
  }
  const username = findText(credentials, 'userId', 'body.credentials')
  const person = username ? world.findPerson(username) : null
  if (username && (!person || !world.customersOf(bank).includes(person)))
    throw new ApiError('WRONG_CREDENTIALS_PROVIDED', { detail: 'unknown user' })
  return { method, username: person?.username ?? null }
}
