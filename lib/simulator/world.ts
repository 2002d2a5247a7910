import { assert } from '@/lib/core/assert'
import type { Account } from './world/account'
import type { Bank } from './world/bank'
import { BANKS, BENCH_BANK } from './world/banks'
import { openBench, type BenchWorld } from './world/bench'
import { WORLD_BEGINS } from './world/calendar'
import { createHistories, type Histories } from './world/history'
import { openHousehold } from './world/household'
import type { Life } from './world/life-plan'
import { openOrdinary } from './world/ordinary'
import { BENCH_PERSON, PEOPLE, type Person } from './world/person'
import { lessActive, type SmallWorld } from './world/small-world'

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
}

/** These two bank where the household story says, and as ordinary customers everywhere else in their country. */
const HOUSEHOLD_BANKS = new Set(['Saaristo Bank', 'Kontur', 'Tammi Savings Bank', 'Norrskenbanken'])
const HOUSEHOLD_MEMBERS = new Set(['aino.virtanen', 'elias.lindqvist'])

type Options = { readonly seed: string; readonly now: Date; readonly bench?: BenchWorld; readonly small?: SmallWorld }

export function createWorld({ seed, bench, now, small = {} }: Options): World {
  const { banks: settledBanks, accounts: opened, lives } = settle(seed, small)
  const measured = bench ? openBench(seed, bench, now) : null
  const banks = measured ? [...settledBanks, BENCH_BANK] : settledBanks
  const people = measured ? [...PEOPLE, BENCH_PERSON] : PEOPLE
  const everywhere = new Map([...opened, ...(measured?.accounts ?? [])].map((account) => [account.key, account]))
  const all = [...everywhere.values()].filter((account) => banks.includes(account.bank))
  const customers = new Map(banks.map((bank): [Bank, Person[]] => [bank, customersOf(bank, people, all)]))
  return {
    people,
    banks,
    accounts: new Map(all.map((account) => [account.key, account])),
    histories: createHistories({
      seed,
      begins: small.begins ?? WORLD_BEGINS,
      accounts: everywhere,
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
  }
}

function customersOf(bank: Bank, people: readonly Person[], accounts: readonly Account[]): Person[] {
  const owners = new Set(accounts.filter((account) => account.bank === bank).flatMap((account) => account.owners))
  return people.filter((person) => owners.has(person))
}

type Settled = { readonly banks: readonly Bank[]; readonly accounts: Account[]; readonly lives: Life[] }

const settled = new Map<string, Settled>()

/** A process that goes through thousands of seeds keeps the last few. */
const SETTLED_MAX = 8

/** Numbers and plans never change, so worlds of one seed share them. */
function settle(seed: string, small: SmallWorld): Settled {
  const key = JSON.stringify([seed, small.begins, small.banks, small.personalities, small.activity])
  const known = settled.get(key)
  if (known) return known
  const world = settleAnew(seed, small)
  if (settled.size >= SETTLED_MAX) settled.delete([...settled.keys()][0]!)
  settled.set(key, world)
  return world
}

function settleAnew(seed: string, { banks: only, personalities = {}, activity = 1 }: SmallWorld): Settled {
  const banks = BANKS.map((bank) => ({ ...bank, personality: personalities[bank.name] ?? bank.personality }))
  const accounts: Account[] = []
  const lives: Life[] = []
  const add = (opened: { accounts: Account[]; life: Life }) => {
    accounts.push(...opened.accounts)
    lives.push(activity === 1 ? opened.life : lessActive(opened.life, activity))
  }
  add(openHousehold({ seed, bank: (name) => named(banks, name), person: personNamed }))
  const listed = only ? only.map((name) => named(banks, name)) : banks
  for (const bank of listed) {
    for (const person of PEOPLE) {
      const inStory = HOUSEHOLD_BANKS.has(bank.name) && HOUSEHOLD_MEMBERS.has(person.username)
      if (person.country === bank.country && !inStory) add(openOrdinary(seed, bank, person))
    }
  }
  return { banks: listed, accounts, lives }
}

function named(banks: readonly Bank[], name: string): Bank {
  const bank = banks.find((candidate) => candidate.name === name)
  assert(bank, `no bank ${name}`)
  return bank
}

function personNamed(username: string): Person {
  const person = PEOPLE.find((candidate) => candidate.username === username)
  assert(person, `no person ${username}`)
  return person
}
