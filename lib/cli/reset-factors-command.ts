import { resetFactors } from '@/lib/auth/reset-factors'
import { AppError } from '@/lib/core/errors'
import { CliError } from './cli-error'
import { readArguments } from './read-arguments'

export const RESET_FACTORS_OPTIONS = { email: { required: true, help: 'address' } }

/** The way back for who has lost their passkeys or their authenticator app. */
export async function runResetFactors(args: readonly string[]): Promise<string> {
  const { email = '' } = readArguments(args, RESET_FACTORS_OPTIONS)
  try {
    const { passkeys, totp } = await resetFactors(email)
    return `${email}: ${passkeys} passkeys and ${totp} authenticator apps forgotten, signed out everywhere; the password works again`
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new CliError(`there is no user ${JSON.stringify(email)}`, 'give the address this person signs in with')
  }
}
