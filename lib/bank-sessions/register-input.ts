import { z } from 'zod'

/** An optional field of a form comes as empty text. */
const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .optional()
    .transform((text) => text || null)

/** Untrusted: what the registration form sends. Production needs every field (seed 004, "Application registration API"). */
export const registerInput = z
  .strictObject({
    bankAppId: z.uuid(),
    controlPanelToken: z.string().trim().min(1).max(8_000),
    name: z.string().trim().min(1).max(100),
    environment: z.enum(['SANDBOX', 'PRODUCTION']),
    description: optionalText(500),
    gdprEmail: optionalText(254),
    privacyUrl: optionalText(500),
    termsUrl: optionalText(500),
  })
  .superRefine((input, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (input.gdprEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.gdprEmail)) refuse('gdprEmail', 'not_an_email')
    for (const field of ['privacyUrl', 'termsUrl'] as const)
      if (input[field] && !isWebAddress(input[field])) refuse(field, 'not_a_web_address')
    if (input.environment === 'PRODUCTION') for (const field of PRODUCTION_ONLY) if (!input[field]) refuse(field, 'required')
  })

const PRODUCTION_ONLY = ['description', 'gdprEmail', 'privacyUrl', 'termsUrl'] as const

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
