import { z } from 'zod'

/** What browsers answer in a ceremony (WebAuthn Level 3 §5.1.8), as far as it is looked at; sizes are many times the usual. */
const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/)

const COMMON = {
  id: base64url(2_000),
  rawId: base64url(2_000),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional().catch(undefined),
  /** We ask for no extension, so nothing in here is looked at. */
  clientExtensionResults: z.unknown(),
}

export const RegistrationAnswer = z.object({
  ...COMMON,
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})

export const AuthenticationAnswer = z.object({
  ...COMMON,
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(8_000),
    userHandle: z.string().max(200).optional(),
  }),
})

export type RegistrationAnswer = z.output<typeof RegistrationAnswer>
export type AuthenticationAnswer = z.output<typeof AuthenticationAnswer>
