import type { Application, Environment } from './state'

/** A sandbox application may do everything; one in production reads, and pays only when that is said of it. */
export function defaultServices(environment: Environment): Pick<Application, 'services' | 'webhookUrls'> {
  return { services: environment === 'SANDBOX' ? ['AIS', 'PIS'] : ['AIS'], webhookUrls: [] }
}
