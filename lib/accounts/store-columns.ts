import { assert } from '@/lib/core/assert'
import { Prisma } from '@/lib/db'

/** Control characters that no stored text holds (core/text replaces them) and that JSON writes as they are. */
const SEPARATOR = '\u007F'
const NULL = '\u0080'

/**
 * A whole column as one text parameter that the database takes apart. An array parameter is walked element by element
 * and copied three times on its way through the client, which costs a first sync more than the sealing of its rows.
 */
export function column(values: readonly (string | null)[]): Prisma.Sql {
  let text = ''
  for (const value of values) {
    assert(value === null || !(value.includes(SEPARATOR) || value.includes(NULL)), 'a stored text holds a control character')
    text += SEPARATOR + (value ?? NULL)
  }
  // The text begins with a separator, so one empty value is not mistaken for none: the first element is not ours.
  return Prisma.sql`(string_to_array(${text}, ${SEPARATOR}, ${NULL}))[2:]`
}
