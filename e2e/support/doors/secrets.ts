import { randomBytes } from 'node:crypto'
import type { OwnerConnection } from '@/lib/database/owner'
import type { Ids, Principal } from './principal'

/**
 * Words that stand in rows which are not everybody's, so that any answer can be searched for them. A member's name is their
 * household's to know; what an account, a row, a bank or an application is called only its holder's.
 */
export type Secrets = {
  readonly household: string
  readonly holder: string
  readonly invite: string
  readonly foreignHousehold: string
  readonly foreigner: string
  readonly foreignInvite: string
  readonly userAgent: string
  /** Which of them stand in a text and are not for this principal to read. */
  leaksIn(text: string, principal: Principal): string[]
  /** Which of them that the holder may read stand in a text: shows that the search finds something. */
  holdersIn(text: string): string[]
  writeInto(tables: OwnerConnection, rows: { readonly privates: Ids; readonly foreigners: Ids }): Promise<void>
}

type Group = { readonly knownTo: readonly Principal[]; readonly words: readonly string[]; readonly minor?: string }

/** Sums nobody has by accident; minor units. */
const PRIVATE_MINOR = '8642097531'
const FOREIGN_MINOR = '9753108642'

export function plantSecrets(): Secrets {
  const mark = randomBytes(4).toString('hex')
  const word = (what: string) => `Kanarie${what}${mark}`
  const household = { household: word('Haus'), holder: word('Halterin'), invite: word('Gast') }
  const strangers = { foreignHousehold: word('Fremdhaus'), foreigner: word('Fremder'), foreignInvite: word('Fremdgast') }
  const userAgent = word('Browser')
  const [mine, theirs] = [rowWords('Privat', word), rowWords('Fremd', word)]
  const groups: readonly Group[] = [
    { knownTo: ['viewer', 'adult', 'owner', 'holder'], words: Object.values(household) },
    { knownTo: ['holder'], words: [...Object.values(mine), userAgent], minor: PRIVATE_MINOR },
    { knownTo: ['foreign'], words: [...Object.values(strangers), ...Object.values(theirs)], minor: FOREIGN_MINOR },
  ]
  return {
    ...{ ...household, ...strangers, userAgent },
    leaksIn: (text, principal) => groups.filter(({ knownTo }) => !knownTo.includes(principal)).flatMap((group) => find(text, group)),
    holdersIn: (text) => groups.filter(({ knownTo }) => knownTo.includes('holder')).flatMap((group) => find(text, group)),
    writeInto: async (tables, { privates, foreigners }) => {
      await writeWords(tables, privates, { words: mine, minor: PRIVATE_MINOR })
      await writeWords(tables, foreigners, { words: theirs, minor: FOREIGN_MINOR })
    },
  }
}

type RowWords = ReturnType<typeof rowWords>

function rowWords(whose: string, word: (what: string) => string) {
  return {
    ...{ account: word(`${whose}konto`), bankAccount: word(`${whose}bankkonto`), row: word(`${whose}zeile`), note: word(`${whose}notiz`) },
    ...{ bank: word(`${whose}bank`), otherAccount: word(`${whose}zweitkonto`), app: word(`${whose}zugang`) },
    payee: word(`${whose}empfang`),
  }
}

async function writeWords(tables: OwnerConnection, ids: Ids, { words, minor }: { words: RowWords; minor: string }): Promise<void> {
  await tables.rows(`UPDATE account SET custom_name = $2, bank_name = $3, balance_minor = $4 WHERE id = $1`, [
    ...[ids.account, words.account, words.bankAccount, minor],
  ])
  await tables.rows(`UPDATE balance SET amount_minor = $2 WHERE account_id = $1`, [ids.account, minor])
  await tables.rows(`UPDATE transaction SET name = $2, description = $2, search_text = lower($2), user_note = $3 WHERE account_id = $1`, [
    ...[ids.account, words.row, words.note],
  ])
  await tables.rows(`UPDATE transaction SET amount_minor = $2 WHERE id = $1`, [ids.transaction, minor])
  // The access that nobody else sees an account of; for the stranger it is the same one.
  const byAccess = `(SELECT account_id FROM account_feed WHERE bank_session_id = $1) AND id <> $3`
  await tables.rows(`UPDATE account SET custom_name = $2 WHERE id IN ${byAccess}`, [ids.bankSession, words.otherAccount, ids.account])
  await tables.rows(`UPDATE bank_session SET aspsp_name = $2 WHERE id = $1`, [ids.bankSession, words.bank])
  await tables.rows(`UPDATE bank_app SET name = $2 WHERE id = $1`, [ids.bankApp, words.app])
  await tables.rows(`UPDATE payment SET creditor_name = $2 WHERE id = $1`, [ids.payment, words.payee])
  await tables.rows(`UPDATE payment_line SET creditor_name = $2 WHERE payment_id = $1`, [ids.payment, words.payee])
  await tables.rows(`UPDATE payee SET name = $2 WHERE id = $1`, [ids.payee, words.payee])
}

function find(text: string, { words, minor }: Group): string[] {
  const found = words.filter((secret) => text.includes(secret))
  return minor && amountPattern(minor).test(text) ? [...found, minor] : found
}

/** However it is written: `8642097531`, 86,420,975.31, 86 420 975,31. */
function amountPattern(minor: string): RegExp {
  const [cents, ...thousands] = [
    minor.slice(-2),
    ...minor
      .slice(0, -2)
      .replace(/\B(?=(\d{3})+$)/g, ' ')
      .split(' '),
  ]
  return new RegExp([...thousands, cents].join(String.raw`[\s,.’']?`))
}
