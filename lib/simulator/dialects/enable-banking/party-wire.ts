import { holderNames } from '../../world/account'
import type { TrueRow } from '../../world/true-row'
import { randomFor } from '../../random'
import type { ReadableAccount } from './read-account'
import type { ReferenceContext } from './references'
import { hasShortText } from './remittance'

/** The three places the interface has for one side of a transaction. */
export type PartyWire = { readonly party: unknown; readonly account: unknown; readonly agent: unknown }

const NOTHING: PartyWire = { party: null, account: null, agent: null }

/** The other side, as well or badly as this bank fills it in. */
export function counterpartyWire(row: TrueRow, context: ReferenceContext): PartyWire {
  const { account, quirks } = context.readable
  const { party } = row
  if (!party || hasShortText(row, context)) return NOTHING
  const number = party.iban ? { iban: party.iban, other: null } : null
  const agent = party.bic ? { bic_fi: party.bic, clearing_system_member_id: null, name: null } : null
  switch (quirks.counterparty) {
    case 'absent':
      return { party: identification(quirks.absent === 'empty-text' ? '' : null, null), account: number, agent }
    case 'own-name':
      return { party: identification(holderNames(account), null), account: number, agent }
    case 'own-name-or-none':
      return randomFor('other-party', row.id).chance(0.5)
        ? { party: identification(holderNames(account), null), account: number, agent }
        : { ...NOTHING, account: number }
    case 'card-number':
      return row.kind === 'card'
        ? { ...NOTHING, party: identification(`CARD-${randomFor('card', account.key).digits(4)}`, null) }
        : { party: identification(party.name, null), account: number, agent }
    case 'in-address':
      return {
        party: identification(null, address([party.city ? `${party.name}  ${party.city}` : party.name], party.country)),
        account: number,
        agent,
      }
    case 'given':
      return { party: identification(party.name, party.city ? address([party.city], party.country) : null), account: number, agent }
  }
}

/** The holder's own side: named where money moves between accounts, absent on card payments. */
export function holderWire(row: TrueRow, { account, bank }: ReadableAccount): PartyWire {
  if (row.kind === 'card' || row.kind === 'cash' || row.kind === 'fee' || row.kind === 'interest') return NOTHING
  const other = account.bban ? { identification: account.bban, scheme_name: 'BBAN', issuer: null } : null
  return {
    party: identification(holderNames(account), null),
    account: account.iban ? { iban: account.iban, other: null } : other ? { iban: null, other } : null,
    agent: { bic_fi: bank.bic, clearing_system_member_id: null, name: bank.name },
  }
}

function identification(name: string | null, postal_address: unknown): unknown {
  return { name, postal_address, organisation_id: null, private_id: null, contact_details: null }
}

function address(address_line: readonly string[], country: string | undefined): unknown {
  return {
    address_type: null,
    department: null,
    sub_department: null,
    street_name: null,
    building_number: null,
    post_code: null,
    town_name: null,
    country_sub_division: null,
    country: country ?? null,
    address_line,
  }
}
