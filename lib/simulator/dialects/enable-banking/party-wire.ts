import { holderNames } from '../../world/account'
import type { TrueRow } from '../../world/true-row'
import type { ReadableAccount } from './read-account'

/** The three places the interface has for one side of a transaction. */
export type PartyWire = { readonly party: unknown; readonly account: unknown; readonly agent: unknown }

const NOTHING: PartyWire = { party: null, account: null, agent: null }

/** The other side, as well or badly as this bank fills it in. */
export function counterpartyWire(row: TrueRow, { account, quirks }: ReadableAccount): PartyWire {
  const { party } = row
  if (!party) return NOTHING
  const number = party.iban ? { iban: party.iban, other: null } : null
  const agent = party.bic ? { bic_fi: party.bic, clearing_system_member_id: null, name: null } : null
  switch (quirks.counterparty) {
    case 'absent':
      return { party: identification(quirks.absent === 'empty-text' ? '' : null, null), account: number, agent }
    case 'own-name':
      return { party: identification(holderNames(account), null), account: number, agent }
    case 'in-address':
      return {
        party: identification(null, address([party.city ? `${party.name}  ${party.city}` : party.name], party.country)),
        account: number,
        agent,
      }
    default:
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
