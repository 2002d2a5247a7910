import type { Simulation } from './simulation'
import type { Choice } from './sca-page'
import type { Bank } from './world/bank'

/** Everyone who could sign in here, the expected one ticked. */
export function peopleChoices({ world }: Simulation, bank: Bank, expected: string | null): Choice[] {
  const people = world.customersOf(bank)
  const chosen = people.find((person) => person.username === expected) ?? people[0]
  return people.map((person) => ({ value: person.username, label: person.name, note: person.username, checked: person === chosen }))
}

/** Who signed in: a typed user name and password count before a picked person. */
export function findSignedIn({ world }: Simulation, bank: Bank, answers: URLSearchParams): string | null {
  const typed = answers.get('typed_username')?.trim()
  const person = world.findPerson(typed || (answers.get('username') ?? ''))
  if (!person || !world.customersOf(bank).includes(person)) return null
  if (typed && answers.get('typed_password') !== person.password) return null
  return person.username
}
