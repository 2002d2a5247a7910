import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { CheckedCredentials } from '@/lib/bank-sessions/check-credentials'

/**
 * What stands in the fields of `CredentialFields`, held against what the bank asks for. The engine for the banks' patterns is fetched
 * when there is something to check: most banks ask for nothing beforehand.
 */
export async function checkTyped(method: MethodChoice | null, form: FormData): Promise<CheckedCredentials> {
  if (!method || method.credentials.length === 0) return { values: null, errors: {} }
  const { checkCredentials } = await import('@/lib/bank-sessions/check-credentials')
  return checkCredentials(
    method,
    Object.fromEntries(method.credentials.map(({ name }) => [name, String(form.get(`credential-${name}`) ?? '')])),
  )
}
