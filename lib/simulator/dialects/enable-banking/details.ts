import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import { applyAbsence } from './absence'
import { describeAccount } from './account-resource'
import { requireReadable, type ReadRequest } from './read-account'
import { countRead } from './unattended-reads'

/** GET /accounts/{id}/details */
export function getDetails(simulation: Simulation, application: Application, request: ReadRequest): unknown {
  const readable = requireReadable(simulation, application, request)
  countRead(simulation, readable, 'details')
  return applyAbsence(readable.quirks, describeAccount(simulation, readable))
}
