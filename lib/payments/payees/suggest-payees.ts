import { AppError } from '@/lib/core/errors'
import { asViewer, type Db } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault, type Vault } from '@/lib/vault/vault'
import { hintOf, indexCounterparty } from '@/lib/payments/account-index'
import type { Payee, PayeeSuggestion } from './payee-dto'
import { readPayees } from './payees'
import { readPayeeHistory } from './read-payee-history'

const SHOWN_MAX = 8

/**
 * Whom a person may mean: payees of the list, own accounts, and who was paid before from an account they see. Without a text all of
 * the first two and the latest of the third; with one the eight that fit best, names that begin with it first.
 * @throws AppError not_allowed for a viewer of the household, who pays nobody
 */
export async function suggestPayees(viewer: Viewer, text: string): Promise<PayeeSuggestion[]> {
  if (!mayDo(viewer, 'pay')) throw new AppError('not_allowed')
  return asViewer(viewer, async (db) => {
    const vault = await openVault(db, viewer.householdId)
    const listed = [...(await readPayees(db, viewer)).map(fromPayee), ...(await readOwnAccounts(db, viewer, vault))]
    const known = new Set(listed.flatMap(({ account }) => indexCounterparty(vault, account) ?? []))
    const fitting = text.trim() === '' ? listed : ranked(listed, text)
    const limit = text.trim() === '' ? SHOWN_MAX : SHOWN_MAX - fitting.length
    const history = limit > 0 ? await readPayeeHistory(db, viewer, { text, known, limit, vault }) : []
    return [...fitting, ...history]
  })
}

function fromPayee({ id, name, account, hint, bic, country }: Payee): PayeeSuggestion {
  return { key: `payee ${id}`, kind: 'payee', name, alias: null, account, hint, payeeId: id, bic, country, bankTileId: null }
}

type OwnRow = {
  readonly id: string
  readonly name: string
  readonly holderName: string | null
  readonly bank: string
  readonly sealedIban: string
}

/** Accounts the viewer sees, as ones to send money to: under their holder's name, which the bank compares with its own. */
async function readOwnAccounts(db: Db, { householdId, memberId, name: ownName }: Viewer, vault: Vault): Promise<PayeeSuggestion[]> {
  const rows = await db.$queryRaw<OwnRow[]>`
    SELECT a.id::text, coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), a.aspsp_name) AS name, a.holder_name AS "holderName",
           a.aspsp_country || ' ' || a.aspsp_name AS bank, a.sealed_iban AS "sealedIban"
      FROM account a
      LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
     WHERE a.household_id = ${householdId}::uuid AND a.choice = 'kept' AND a.archived_at IS NULL AND (x.holder OR a.share <> 'none')
       AND a.cash_account_type NOT IN ('CARD', 'LOAN') AND a.sealed_iban IS NOT NULL
     ORDER BY a.aspsp_name, a.sort_order, a.created_at, a.id`
  return rows.map(({ id, name, holderName, bank, sealedIban }) => {
    const account = { scheme: 'IBAN', identification: vault.open({ table: 'account', column: 'sealed_iban', rowId: id }, sealedIban) }
    const rest = { payeeId: null, bic: null, country: null }
    return {
      key: `own ${id}`,
      kind: 'own',
      name: holderName ?? ownName,
      alias: name,
      account,
      hint: hintOf(account),
      bankTileId: bank,
      ...rest,
    }
  })
}

function ranked(listed: readonly PayeeSuggestion[], text: string): PayeeSuggestion[] {
  const wanted = fold(text)
  return listed
    .map((suggestion) => ({ suggestion, rank: rankOf(suggestion, wanted) }))
    .filter(({ rank }) => rank < NO_RANK)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN_MAX)
    .map(({ suggestion }) => suggestion)
}

const NO_RANK = 4
/** So many characters of a number are no accident. */
const NUMBER_LENGTH_MIN = 4

function rankOf({ name, alias, account }: PayeeSuggestion, wanted: string): number {
  const names = [name, alias ?? ''].map(fold)
  if (names.some((one) => one.startsWith(wanted))) return 0
  if (names.some((one) => one.split(/\s+/).some((word) => word.startsWith(wanted)))) return 1
  if (names.some((one) => one.includes(wanted))) return 2
  const number = wanted.replace(/\s/g, '')
  return number.length >= NUMBER_LENGTH_MIN && fold(account.identification).includes(number) ? 3 : NO_RANK
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
