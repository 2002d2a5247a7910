import type { Aspsp, AuthMethod, CredentialField, PsuType } from '@/lib/banking/port'

/** What the browser needs to ask the person about one bank. */
export type AspspDetails = {
  readonly name: string
  readonly country: string
  readonly psuTypes: readonly PsuType[]
  /** By kind of customer: the ways to sign in the person may choose from; empty means the bank asks by itself. */
  readonly methods: Readonly<Record<PsuType, readonly MethodChoice[]>>
  /** Access would last until then, ISO 8601. */
  readonly validUntil: string
  readonly testUsers: readonly { username: string | null; password: string | null; otp: string | null }[]
}

export type MethodChoice = {
  /** As the API names it; null where the bank's only method has no name. */
  readonly name: string | null
  readonly title: string | null
  readonly approach: string
  readonly credentials: readonly CredentialField[]
}

const PSU_TYPES: readonly PsuType[] = ['personal', 'business']

export function toAspspDetails(aspsp: Aspsp, validUntil: Date): AspspDetails {
  const known = PSU_TYPES.filter((type) => aspsp.psuTypes.includes(type))
  return {
    name: aspsp.name,
    country: aspsp.country,
    // A bank that names no kind of customer it knows is offered as a personal one, as nearly all are.
    psuTypes: known.length > 0 ? known : ['personal'],
    methods: { personal: offeredMethods(aspsp, 'personal'), business: offeredMethods(aspsp, 'business') },
    validUntil: validUntil.toISOString(),
    testUsers: aspsp.testUsers,
  }
}

/** Methods of that kind of customer which the API does not hide. */
export function offeredMethods(aspsp: Pick<Aspsp, 'authMethods'>, psuType: PsuType): MethodChoice[] {
  return aspsp.authMethods.filter((method) => isOffered(method, psuType)).map(toMethodChoice)
}

function isOffered(method: AuthMethod, psuType: PsuType): boolean {
  return !method.hidden && (method.psuType === psuType || method.psuType === '')
}

function toMethodChoice({ name, title, approach, credentials }: AuthMethod): MethodChoice {
  return { name, title, approach, credentials }
}

/** For a renewal: the kind of customer and the way of signing in stay as they were, unless the bank does not offer them any more. */
export function withoutAnswered(
  details: AspspDetails,
  { psuType, authMethod }: { psuType: string; authMethod: string | null },
): AspspDetails {
  const same = details.psuTypes.find((type) => type === psuType)
  if (!same) return details
  const method = details.methods[same].find(({ name }) => name === authMethod)
  return { ...details, psuTypes: [same], methods: { ...details.methods, ...(method && { [same]: [method] }) } }
}
