import { assert } from '@/lib/core/assert'
import type { Account } from './world/account'
import type { Bank } from './world/bank'
import { BANKS, BENCH_BANK } from './world/banks'
import { openBench, type BenchWorld } from './world/bench'
import { createHistories, type Histories } from './world/history'
import { openHousehold } from './world/household'
import type { Life } from './world/life-plan'
import { openOrdinary } from './world/ordinary'
import { BENCH_PERSON, PEOPLE, type Person } from './world/person'

/** Everyone and everything there is; what happened follows from the seed and the day alone. */
export type World = {
  readonly people: readonly Person[]
  readonly banks: readonly Bank[]
  readonly accounts: ReadonlyMap<string, Account>
  readonly histories: Histories
  findBank(name: string, country: string): Bank | null
  /** Everyone who has something at this bank. */
  customersOf(bank: Bank): Person[]
  accountsOf(bank: Bank, person: Person): Account[]
  findPerson(username: string): Person | null
  findAccountByIban(iban: string, currency: string): Account | null
  findAccountByHash(hash: string): Account | null
}

/** These two bank where the household story says, and as ordinary customers everywhere else in their country. */
const HOUSEHOLD_BANKS = new Set(['Saaristo Bank', 'Kontur', 'Tammi Savings Bank', 'Norrskenbanken'])
const HOUSEHOLD_MEMBERS = new Set(['aino.virtanen', 'elias.lindqvist'])

export function createWorld({ seed, bench, now }: { seed: string; bench?: BenchWorld; now: Date }): World {
  const { accounts: opened, lives } = settle(seed)
  const measured = bench ? openBench(seed, bench, now) : null
  const banks = measured ? [...BANKS, BENCH_BANK] : BANKS
  const people = measured ? [...PEOPLE, BENCH_PERSON] : PEOPLE
  const accounts = new Map([...opened, ...(measured?.accounts ?? [])].map((account) => [account.key, account]))
  const all = [...accounts.values()]
  const customers = new Map(banks.map((bank): [Bank, Person[]] => [bank, customersOf(bank, people, all)]))
  return {
    people,
    banks,
    accounts,
    histories: createHistories({
      seed,
      accounts,
      lives,
      given: (account) => (measured && account.bank === BENCH_BANK ? measured.rows(account) : []),
    }),
    findBank: (name, country) => banks.find((bank) => bank.name === name && bank.country === country) ?? null,
    customersOf: (bank) => customers.get(bank) ?? [],
    accountsOf: (bank, person) => all.filter((account) => account.bank === bank && account.owners.includes(person)),
    findPerson: (username) => people.find((person) => person.username === username) ?? null,
    findAccountByIban: (iban, currency) => {
      const matches = all.filter((account) => account.iban === iban)
      return matches.find((account) => account.currency === currency) ?? matches[0] ?? null
    },
    findAccountByHash: (hash) => all.find((account) => account.hashes[0] === hash) ?? null,
  }
}

function customersOf(bank: Bank, people: readonly Person[], accounts: readonly Account[]): Person[] {
  const owners = new Set(accounts.filter((account) => account.bank === bank).flatMap((account) => account.owners))
  return people.filter((person) => owners.has(person))
}

const settled = new Map<string, { accounts: Account[]; lives: Life[] }>()

/** Numbers and plans never change, so worlds of one seed share them. */
function settle(seed: string): { accounts: Account[]; lives: Life[] } {
  const known = settled.get(seed)
  if (known) return known
  const accounts: Account[] = []
  const lives: Life[] = []
  const add = (opened: { accounts: Account[]; life: Life }) => {
    accounts.push(...opened.accounts)
    lives.push(opened.life)
  }
  add(openHousehold({ seed, bank: bankNamed, person: personNamed }))
  for (const bank of BANKS) {
    for (const person of PEOPLE) {
      const inStory = HOUSEHOLD_BANKS.has(bank.name) && HOUSEHOLD_MEMBERS.has(person.username)
      if (person.country === bank.country && !inStory) add(openOrdinary(seed, bank, person))
    }
  }
  const world = { accounts, lives }
  settled.set(seed, world)
  return world
}

function bankNamed(name: string): Bank {
  const bank = BANKS.find((candidate) => candidate.name === name)
  assert(bank, `no bank ${name}`)
  return bank
}

function personNamed(username: string): Person {
  const person = PEOPLE.find((candidate) => candidate.username === username)
  assert(person, `no person ${username}`)
  return person
}
