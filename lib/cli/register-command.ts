import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { generateKeyAndCertificate, registerApplication, type RegistrationOutcome } from '@/lib/bank-sessions/register-bank-app'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { env } from '@/lib/env'
import { CliError } from './cli-error'
import { readArguments, type Options } from './read-arguments'
import { readSecret } from './read-secret'

export const REGISTER_OPTIONS = {
  name: { required: true, help: 'what people see at their bank' },
  environment: { help: 'SANDBOX|PRODUCTION' },
  out: { help: 'directory for key and certificate' },
  manual: { flag: true, help: '' },
  description: { help: 'text' },
  'gdpr-email': { help: 'address' },
  'privacy-url': { help: 'url' },
  'terms-url': { help: 'url' },
}

/**
 * Makes an RSA-4096 key with its certificate and registers the application with a token of the control panel, which is
 * asked for and kept nowhere. With `--manual` it says what to enter in the control panel instead.
 */
export async function runRegisterApp(args: readonly string[], now = new Date()): Promise<string> {
  const options = readArguments(args, REGISTER_OPTIONS)
  const environment = readEnvironment(options.environment)
  requireProductionFields(environment, options)
  const name = options.name ?? ''
  const { privateKeyPem, certificatePem } = await generateKeyAndCertificate({ commonName: name, now })
  const files = await writeFiles(path.resolve(options.out ?? '.'), { privateKeyPem, certificatePem })
  const kept = `key: ${files.key}\ncertificate: ${files.certificate}`
  if (options.flags.has('manual')) return `${kept}\n${manualSteps(files.certificate)}`
  const outcome = await registerApplication({
    name,
    environment,
    certificatePem,
    controlPanelToken: await readSecret('Token of the control panel: '),
    description: options.description,
    gdprEmail: options['gdpr-email'],
    privacyUrl: options['privacy-url'],
    termsUrl: options['terms-url'],
  })
  // A key that certainly belongs to nothing would only stand in the way of the next try; one that may belong to something stays.
  if (outcome.outcome !== 'registered' && outcome.outcome !== 'unknown') await Promise.all([rm(files.key), rm(files.certificate)])
  return `${kept}\n${describeOutcome(outcome, files.key)}`
}

function readEnvironment(text = 'SANDBOX'): 'SANDBOX' | 'PRODUCTION' {
  const environment = text.toUpperCase()
  if (environment === 'SANDBOX' || environment === 'PRODUCTION') return environment
  throw new CliError(`there is no environment ${JSON.stringify(text)}`, 'use SANDBOX or PRODUCTION')
}

const PRODUCTION_ONLY = ['description', 'gdpr-email', 'privacy-url', 'terms-url']

function requireProductionFields(environment: string, options: Options): void {
  const missing = PRODUCTION_ONLY.filter((name) => !options[name])
  if (environment === 'PRODUCTION' && !options.flags.has('manual') && missing.length > 0) {
    throw new CliError(
      `production also needs ${missing.map((name) => `--${name}`).join(', ')}`,
      'give them; the bank interface shows them to the people who connect',
    )
  }
}

async function writeFiles(directory: string, pems: { privateKeyPem: string; certificatePem: string }) {
  const [key, certificate] = [path.join(directory, 'enable-banking.pem'), path.join(directory, 'enable-banking.crt')]
  try {
    // Never over an existing key: it may be the only one that opens an application.
    await writeFile(key, pems.privateKeyPem, { mode: 0o600, flag: 'wx' })
    await writeFile(certificate, pems.certificatePem, { flag: 'wx' })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new CliError(
      `${directory} cannot take the files (${code})`,
      code === 'EEXIST'
        ? 'a key is there already: choose another directory with --out'
        : 'choose a directory that may be written to with --out',
      { cause: error },
    )
  }
  return { key, certificate }
}

function manualSteps(certificate: string): string {
  return [
    'In the control panel (https://enablebanking.com/cp/applications):',
    `  1. register a new application and upload ${certificate}`,
    `  2. add the redirect URLs ${redirectUrl(env().appUrl)} and ${paymentRedirectUrl(env().appUrl)}`,
    '  3. set ENABLE_BANKING_APP_ID to the id it shows and ENABLE_BANKING_PRIVATE_KEY_FILE to the key, then start Saldo again',
  ].join('\n')
}

function describeOutcome(outcome: RegistrationOutcome, key: string): string {
  if (outcome.outcome === 'registered') {
    return `registered: set ENABLE_BANKING_APP_ID=${outcome.applicationId} and ENABLE_BANKING_PRIVATE_KEY_FILE=${key}, then start Saldo again`
  }
  const why: Record<Exclude<RegistrationOutcome['outcome'], 'registered'>, readonly [string, string]> = {
    token_refused: ['the control panel refuses the token', 'sign in there again and take a fresh one'],
    refused: ['the control panel refuses the application', 'mend what it names, or register by hand with --manual'],
    unreachable: ['the control panel does not answer', 'try again later, or register by hand with --manual'],
    unknown: ['the control panel gave no clear answer', `look there whether the application exists; its key is ${key}`],
  }
  const [what, fix] = why[outcome.outcome]
  throw new CliError(outcome.bankMessage ? `${what} (${outcome.bankMessage})` : what, fix)
}
