import { AppError } from '@/lib/core/errors'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { PsuContext } from '@/lib/banking/port'
import { offeredMethods, type MethodChoice } from './aspsp-details'
import { beginAuthorization, type BegunAuthorization } from './begin-authorization'
import { checkCredentials } from './check-credentials'
import { getAspsp } from './list-aspsps'
import type { StartInput } from './start-input'

export type StartRequest = { readonly psuContext: PsuContext | null; readonly browserId: string; readonly now: Date }

/**
 * Sends the viewer on the way to a bank: what they chose is checked against the bank's own entry in the list, a pending
 * access and its one-time state are committed, and only then the bank is asked for the page to go to.
 * @throws AppError `not_allowed`, `not_found`, `invalid_input` (fields of the bank's form), `too_many_attempts`, `bank_…`
 */
export async function startBankSession(viewer: Viewer, input: StartInput, request: StartRequest): Promise<BegunAuthorization> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  const aspsp = await getAspsp(viewer, input.source, input)
  if (aspsp.psuTypes.length > 0 && !aspsp.psuTypes.includes(input.psuType))
    throw new AppError('invalid_input', 'kind of customer', { psuType: 'unknown' })
  const method = chosenMethod(offeredMethods(aspsp, input.psuType), input.authMethod)
  const { values, errors } = checkCredentials(method, input.credentials)
  if (Object.keys(errors).length > 0) throw new AppError('invalid_input', 'credentials', errors)
  return beginAuthorization(
    { ...viewer, browserId: request.browserId },
    {
      source: input.source,
      aspsp,
      psuType: input.psuType,
      authMethod: method?.name ?? null,
      credentials: values,
      renewsId: input.renews,
      language: viewer.locale,
      isDemo: false,
    },
    request,
  )
}

/** With one method that is not hidden there is nothing to choose; with none the bank's page asks. */
function chosenMethod(offered: readonly MethodChoice[], name: string | null): MethodChoice | null {
  if (offered.length <= 1) return offered[0] ?? null
  const method = offered.find((candidate) => candidate.name === name)
  if (!method) throw new AppError('invalid_input', 'method', { authMethod: 'required' })
  return method
}
