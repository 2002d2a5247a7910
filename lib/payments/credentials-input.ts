import { z } from 'zod'

const NAME_LENGTH_MAX = 100
const VALUE_LENGTH_MAX = 200
const FIELDS_MAX = 10

/** What a person typed for their bank, by the bank's own names. */
export type TypedCredentials = Readonly<Record<string, string>>

/** Untrusted; null where nothing was asked. */
export const CredentialsInput = z
  .record(z.string().max(NAME_LENGTH_MAX), z.string().max(VALUE_LENGTH_MAX))
  .refine((typed) => Object.keys(typed).length <= FIELDS_MAX)
  .nullable()
  .default(null)
