import type { PortAccount } from '@/lib/banking/port'

/** What is known of an account we have: every hash the bank ever gave for it. */
export type KnownAccount = {
  readonly id: string
  readonly currency: string
  readonly hashes: readonly string[]
  readonly primaryHashes: readonly string[]
}

/**
 * Which of our accounts each account of a bank is, by identification hash (field notes §2.0, §2.2); null: a new one.
 * A primary hash decides first. Alternates decide only where they lead to exactly one account of the same currency that
 * no other offered account leads to as well, because the pockets of one IBAN share their alternates.
 */
export function matchAccounts(offered: readonly PortAccount[], known: readonly KnownAccount[]): (string | null)[] {
  const matched: (string | null)[] = offered.map(() => null)
  for (const rule of [samePrimary, primaryAmongAll, anyHash]) {
    const free = known.filter(({ id }) => !matched.includes(id))
    const found = offered.map((account, index) => (matched[index] === null ? onlyCandidate(account, free, rule) : null))
    found.forEach((id, index) => {
      if (id !== null && found.indexOf(id) === found.lastIndexOf(id)) matched[index] = id
    })
  }
  return matched
}

type Rule = (account: PortAccount, candidate: KnownAccount) => boolean

function onlyCandidate(account: PortAccount, free: readonly KnownAccount[], rule: Rule): string | null {
  const candidates = free.filter((candidate) => mayShareCurrency(account, candidate) && rule(account, candidate))
  const narrowed = candidates.length > 1 ? candidates.filter(({ currency }) => currency === account.currency) : candidates
  return narrowed.length === 1 ? (narrowed[0]?.id ?? null) : null
}

function samePrimary(account: PortAccount, candidate: KnownAccount): boolean {
  const [primary] = account.identificationHashes
  return primary !== undefined && candidate.primaryHashes.includes(primary)
}

function primaryAmongAll(account: PortAccount, candidate: KnownAccount): boolean {
  const [primary] = account.identificationHashes
  return (
    (primary !== undefined && candidate.hashes.includes(primary)) ||
    candidate.primaryHashes.some((hash) => account.identificationHashes.includes(hash))
  )
}

function anyHash(account: PortAccount, candidate: KnownAccount): boolean {
  return account.identificationHashes.some((hash) => candidate.hashes.includes(hash))
}

/** Some banks name no currency ("XXX"): that speaks against nothing. */
function mayShareCurrency(account: PortAccount, candidate: KnownAccount): boolean {
  return account.currency === candidate.currency || account.currency === 'XXX' || candidate.currency === 'XXX'
}
