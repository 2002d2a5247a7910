import { z } from 'zod'
import { createUser } from '@/lib/auth/create-user'
import { DisplayFields, lineField, PersonFields } from '@/lib/auth/new-user'
import { findCurrency, type Currency } from '@/lib/core/currency'
import { AppError } from '@/lib/core/errors'
import type { HouseholdRole } from '@/lib/households/viewer'
import { CliError } from './cli-error'
import { readArguments } from './read-arguments'
import { readSecret } from './read-secret'

export const USER_CREATE_OPTIONS = {
  email: { required: true, help: 'address' },
  name: { required: true, help: 'name' },
  household: { required: true, help: 'name' },
  role: { help: 'owner|adult|viewer' },
  currency: { help: 'EUR' },
  locale: { help: 'en' },
  'format-locale': { help: 'en-GB' },
  'time-zone': { help: 'Europe/Helsinki' },
}

const ROLES: readonly HouseholdRole[] = ['owner', 'adult', 'viewer']

const Person = z.object({ ...PersonFields, ...DisplayFields, householdName: lineField(80) })

/** Makes a user; the first one of an instance comes with their household. The password is asked for, or read from a pipe. */
export async function runUserCreate(args: readonly string[]): Promise<string> {
  const options = readArguments(args, USER_CREATE_OPTIONS)
  const role = ROLES.find((known) => known === (options.role ?? 'adult'))
  if (!role) throw new CliError(`there is no role ${JSON.stringify(options.role)}`, 'use owner, adult or viewer')
  const baseCurrency = readCurrency(options.currency ?? 'EUR')
  const person = readPerson({
    email: options.email,
    name: options.name,
    householdName: options.household,
    locale: options.locale ?? 'en',
    formatLocale: options['format-locale'] ?? 'en-GB',
    timeZone: options['time-zone'] ?? 'Europe/Helsinki',
    password: await readSecret(`Password for ${options.email ?? ''}: `),
  })
  try {
    const { isFirst } = await createUser({ ...person, baseCurrency, role })
    return isFirst
      ? `${person.email} is the owner of the new household ${person.householdName}`
      : `${person.email} joined ${person.householdName} as ${role}`
  } catch (error) {
    throw explain(error, person)
  }
}

function readPerson(typed: unknown): z.output<typeof Person> {
  const person = Person.safeParse(typed)
  if (person.success) return person.data
  const faults = person.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message.replaceAll('_', ' ')}`)
  throw new CliError([...new Set(faults)].join(', '), 'mend these options and try again')
}

function readCurrency(text: string): Currency {
  const currency = findCurrency(text)
  if (!currency) throw new CliError(`${JSON.stringify(text)} is no currency`, 'use three letters, such as EUR')
  return currency
}

function explain(error: unknown, { email, householdName }: { email: string; householdName: string }): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'not_found') {
    return new CliError(
      `there is no household called ${JSON.stringify(householdName)}`,
      'give its name exactly as the household page shows it',
    )
  }
  if (error.code === 'conflict') return new CliError(`${email} has a user already`, 'use another address, or sign in with this one')
  const faults = Object.entries(error.fields ?? {}).map(([field, code]) => `${field}: ${code.replaceAll('_', ' ')}`)
  return new CliError(
    faults.join(', ') || `refused (${error.code})`,
    'a password has 12 characters or more and is not one of the common ones',
  )
}
