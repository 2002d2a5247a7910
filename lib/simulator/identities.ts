import type { AccountChange } from './account-change'
import { quirksOf } from './personalities'
import { randomFor, type Random } from './random'
import type { State } from './state'
import type { World } from './world'
import { identificationHashes, type Account } from './world/account'
import { makeIban } from './world/iban'
import { bankLetters } from './world/open-account'

export type AccountAsOf = { readonly account: Account; readonly standing: 'open' | 'closed' | 'absent' }

/** Accounts keep their key for ever; names, numbers and hashes change. */
export type Identities = {
  asOf(account: Account, at: number): AccountAsOf
  /** By any first hash the account ever has, or else by an alternate only one account has. */
  find(hash: string): Account | null
  /** Every hash the account ever has, the first one first. */
  hashesOf(account: Account): string[]
}

type Options = { readonly seed: string; readonly world: World; readonly state: State; readonly turnsAt: () => number }

type Event = { readonly at: number; readonly change: AccountChange }

export function createIdentities({ seed, world, state, turnsAt }: Options): Identities {
  const eventsOf = (account: Account): Event[] => [
    ...impliedChanges(account).map((change) => ({ at: turnsAt(), change })),
    ...state.accountChanges.filter(({ accountKey }) => accountKey === account.key),
  ]
  const numbers = createNumbers(seed)
  const asOf = (account: Account, at: number): AccountAsOf => {
    const events = eventsOf(account).sort((a, b) => a.at - b.at)
    const first = events.find(({ change }) => change === 'open' || change === 'close')
    let now: AccountAsOf = { account, standing: first?.change === 'open' ? 'absent' : 'open' }
    for (const [nth, event] of events.entries()) if (event.at <= at) now = changed(now, event.change, () => numbers(account, nth))
    return now
  }
  const versions = (account: Account): Account[] => [account, ...eventsOf(account).map(({ at }) => asOf(account, at).account)]
  return {
    asOf,
    find(hash) {
      const all = [...world.accounts.values()]
      const first =
        all.find(({ hashes }) => hashes[0] === hash) ?? all.find((account) => versions(account).some(({ hashes }) => hashes[0] === hash))
      if (first) return first
      const alike = all.filter((account) => versions(account).some(({ hashes }) => hashes.includes(hash)))
      return alike.length === 1 ? alike[0]! : null
    },
    hashesOf: (account) => [...new Set(versions(account).flatMap(({ hashes }) => hashes))],
  }
}

/** What the bank does to this account on the day it changes its ways. */
function impliedChanges({ bank, type }: Account): AccountChange[] {
  switch (quirksOf(bank.personality).atTurn) {
    case 'renumber':
      return type === 'CARD' ? ['rename'] : ['rename', 'renumber']
    case 'rehash':
      return ['rehash']
    case 'come-and-go':
      if (type === 'SVGS') return ['close']
      return type === 'CARD' ? ['open'] : []
    case 'nothing':
      return []
  }
}

type Numbers = Pick<Account, 'iban' | 'bban' | 'maskedCard'>

/** Valid numbers take some drawing, so each is drawn once. */
function createNumbers(seed: string): (account: Account, nth: number) => Numbers {
  const drawn = new Map<string, Numbers>()
  return (account, nth) => {
    const key = `${account.key} ${nth}`
    let numbers = drawn.get(key)
    if (!numbers) drawn.set(key, (numbers = drawNumbers(account, randomFor(seed, 'renumbered', key))))
    return numbers
  }
}

function drawNumbers(account: Account, random: Random): Numbers {
  const { iban, bban } = makeIban(account.bank.country, bankLetters(account.bank), random)
  return {
    iban: account.iban === null ? null : iban,
    bban: account.bban === null ? null : bban,
    maskedCard: account.maskedCard === null ? null : `4${random.digits(5)}******${random.digits(4)}`,
  }
}

function changed({ account, standing }: AccountAsOf, change: AccountChange, numbers: () => Numbers): AccountAsOf {
  switch (change) {
    case 'rename':
      return {
        account: { ...account, product: `${account.product} Plus`, details: account.details === null ? null : `${account.details} (new)` },
        standing,
      }
    case 'rehash': {
      const hashes = [...identificationHashes({ ...account, pocket: true }), ...account.hashes]
      return { account: { ...account, pocket: true, hashes: [...new Set(hashes)] }, standing }
    }
    case 'renumber': {
      const next = renumbered(account, numbers())
      return { account: { ...next, hashes: [...next.hashes, account.hashes[0]!] }, standing }
    }
    case 'replace':
      return { account: renumbered(account, numbers()), standing }
    case 'close':
      return { account, standing: 'closed' }
    case 'open':
      return { account, standing: 'open' }
  }
}

/** The same account under another number, with the hashes of that number alone. */
function renumbered(account: Account, numbers: Numbers): Account {
  return { ...account, ...numbers, hashes: identificationHashes({ ...account, ...numbers }) }
}
