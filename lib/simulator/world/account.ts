import { createHash } from 'node:crypto'
import type { Bank } from './bank'
import type { Person } from './person'

/** One account as its bank knows it, whoever looks at it. */
export type Account = {
  /** Unique in the world: "fi-saaristo-bank/aino-current". */
  readonly key: string
  readonly bank: Bank
  readonly owners: readonly Person[]
  readonly iban: string | null
  readonly bban: string | null
  /** Masked number of the card, for card accounts. */
  readonly maskedCard: string | null
  readonly currency: string
  readonly type: 'CACC' | 'SVGS' | 'CARD' | 'LOAN'
  readonly usage: 'PRIV' | 'ORGA'
  readonly product: string
  /** What the person calls it. */
  readonly details: string | null
  readonly creditLimitMinor: bigint | null
  /** Closed or blocked: listed, but cannot be read. */
  readonly blocked: boolean
  /** One of several currencies behind one IBAN. */
  readonly pocket: boolean
  readonly openingMinor: bigint
  /** Key of the account whose rows this one lists over again. */
  readonly mirrors: string | null
  /** Primary first. Some are shared with other accounts, as documented: they help to compare, not to identify. */
  readonly hashes: readonly string[]
}

type Identity = Pick<Account, 'bank' | 'iban' | 'bban' | 'maskedCard' | 'currency' | 'pocket'>

/** Every way this account can be recognised again: number, number with currency, bank with national number or card. */
export function identificationHashes({ bank, iban, bban, maskedCard, currency, pocket }: Identity): string[] {
  const byIban = ['account', 'account_id', 'iban']
  const byCurrency = ['account', 'currency']
  const hashes: string[] = []
  if (iban && pocket) hashes.push(hash([byIban, byCurrency], [iban, currency]))
  if (iban) hashes.push(hash([byIban], [iban]))
  for (const [scheme, identification] of [
    ['BBAN', bban],
    ['CPAN', maskedCard],
  ] as const) {
    if (!identification) continue
    const other = ['account', 'account_id', 'other']
    const paths = [['aspsp_name'], ['aspsp_country'], [...other, 'scheme_name'], [...other, 'identification']]
    const values = [bank.name, bank.country, scheme, identification]
    hashes.push(pocket ? hash([...paths, byCurrency], [...values, currency]) : hash(paths, values))
  }
  return hashes
}

/** base64 of the list of what was hashed, a point, base64 of the 32 byte digest. */
function hash(paths: readonly (readonly string[])[], values: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([paths, values]))
    .digest('base64')
  return `${Buffer.from(JSON.stringify(paths)).toString('base64')}.${digest}`
}

/** The holders as the bank prints them. */
export function holderNames(account: Account): string {
  return account.owners.map((owner) => owner.name).join(', ')
}
