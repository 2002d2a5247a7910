'use server'

import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { AuthenticationAnswer } from '@/lib/auth/passkey-answers'
import { beginPasskeyProof, proveStepUp, type Proof } from '@/lib/auth/prove-step-up'
import { replaceSessionCookie } from '@/lib/auth/replace-session-cookie'
import { TotpCode } from '@/lib/auth/totp-code'
import type { Viewer } from '@/lib/households/viewer'

const Password = z.strictObject({ password: z.string().min(1, 'required').max(1_000, 'password_too_long') })
const Code = z.strictObject({ code: TotpCode })
const Answer = z.strictObject({ answer: AuthenticationAnswer })

export const provePassword = authedAction(Password, { permission: 'read' }, (viewer, { password }) =>
  prove(viewer, { method: 'password', password }),
)

export const proveCode = authedAction(Code, { permission: 'read' }, (viewer, { code }) => prove(viewer, { method: 'totp', code }))

export const askPasskey = authedAction(z.strictObject({}), { permission: 'read' }, (viewer) => beginPasskeyProof(viewer))

export const provePasskey = authedAction(Answer, { permission: 'read' }, (viewer, { answer }) =>
  prove(viewer, { method: 'passkey', answer }),
)

async function prove(viewer: Viewer, proof: Proof): Promise<null> {
  const token = await proveStepUp(viewer, proof)
  if (token) await replaceSessionCookie(token)
  return null
}
