import type { Simulation } from '../../simulation'
import { defaultServices } from '../../default-services'
import { newId } from '../../simulation'
import type { Application } from '../../state'
import { publicKeyOf } from './authenticate'
import { ApiError, wrongField } from './errors'
import { findList, findText, readBody, requireChoice, requireText } from './request-fields'

/** GET /application */
export function describeApplication({ world }: Simulation, application: Application): unknown {
  return {
    name: application.name,
    description: application.description,
    kid: application.id,
    environment: application.environment,
    redirect_urls: application.redirectUrls,
    active: application.active,
    countries: [...new Set(world.banks.map((bank) => bank.country))].sort(),
    services: application.services,
  }
}

/**
 * POST /api/applications, with a token of the control panel instead of one of an application.
 * Sandbox applications work at once; production ones wait until accounts are linked or a contract is signed.
 */
export async function registerByApi(simulation: Simulation, request: Request): Promise<unknown> {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!token) throw new ApiError('AUTHORIZATION_NOT_PROVIDED')
  if (token !== simulation.settings.controlPanelToken) throw new ApiError('UNAUTHORIZED_ACCESS')
  const body = await readBody(request)
  const environment = requireChoice(requireText(body, 'environment'), ['SANDBOX', 'PRODUCTION'], 'body.environment')
  if (environment === 'PRODUCTION')
    for (const key of ['description', 'gdpr_email', 'privacy_url', 'terms_url']) requireFilled(requireText(body, key), key)
  const application = addApplication(simulation, {
    name: requireFilled(requireText(body, 'name'), 'name'),
    description: findText(body, 'description'),
    environment,
    active: environment === 'SANDBOX',
    linkedAccounts: environment === 'SANDBOX' ? null : [],
    publicKeyPem: requireText(body, 'certificate'),
    redirectUrls: redirectUrlsOf(findList(body, 'redirect_urls'), environment),
  })
  return { app_id: application.id }
}

export type NewApplication = Pick<Application, 'publicKeyPem' | 'redirectUrls'> &
  Partial<Omit<Application, 'publicKeyPem' | 'redirectUrls'>>

/** @throws ApiError when the key is not an RSA certificate or public key */
export function addApplication(simulation: Simulation, options: NewApplication): Application {
  try {
    publicKeyOf(options.publicKeyPem)
  } catch (error) {
    throw wrongField('body.certificate', error instanceof Error ? error.message : 'not readable')
  }
  const usual = defaultServices(options.environment ?? 'SANDBOX')
  const application: Application = {
    id: options.id ?? newId(simulation, 'application'),
    name: options.name ?? 'Application',
    description: options.description ?? null,
    environment: options.environment ?? 'SANDBOX',
    active: options.active ?? true,
    linkedAccounts: options.linkedAccounts ?? null,
    publicKeyPem: options.publicKeyPem,
    redirectUrls: options.redirectUrls,
    services: options.services ?? usual.services,
    webhookUrls: options.webhookUrls ?? usual.webhookUrls,
  }
  simulation.state.applications.set(application.id, application)
  simulation.changed()
  return application
}

function redirectUrlsOf(list: readonly unknown[] | null, environment: string): string[] {
  if (!list || list.length === 0) throw wrongField('body.redirect_urls', 'field required')
  return list.map((url, index) => {
    const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : null
    const allowed = parsed?.protocol === 'https:' || (environment === 'SANDBOX' && parsed?.protocol === 'http:')
    if (typeof url !== 'string' || !allowed) throw wrongField(`body.redirect_urls.${index}`, 'not a URL that may be used')
    return url
  })
}

function requireFilled(text: string, key: string): string {
  if (!text.trim()) throw wrongField(`body.${key}`, 'may not be empty')
  return text
}
