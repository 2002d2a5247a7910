import { quirksOf } from '../../personalities'
import type { Simulation } from '../../simulation'
import type { Session } from '../../state'
import { holderNames, type Account } from '../../world/account'
import { decimalOf } from '../../world/routines/move'

type Options = { readonly account: Account; readonly session: Session; readonly uid: string | null }

/** An account as POST /sessions and GET …/details show it. */
export function describeAccount({ world }: Simulation, { account, session, uid }: Options): Record<string, unknown> {
  const viewer = world.findPerson(session.username)
  const { bank, owners, currency, creditLimitMinor } = account
  return {
    account_id: { iban: account.iban, other: account.iban ? null : otherIdentification(account) },
    all_account_ids: allIdentifications(account),
    account_servicer: { bic_fi: bank.bic, clearing_system_member_id: null, name: bank.name },
    name: holderNames(account),
    details: account.details,
    usage: account.usage,
    cash_account_type: account.type,
    product: account.product,
    currency: quirksOf(bank.personality).accountCurrency === 'unknown' ? 'XXX' : currency,
    psu_status: psuStatus(account, session.username),
    credit_limit: creditLimitMinor === null ? null : { currency, amount: decimalOf(creditLimitMinor, currency) },
    legal_age: owners.length > 1 ? null : true,
    postal_address: viewer
      ? {
          address_type: 'Residential',
          department: null,
          sub_department: null,
          street_name: viewer.street,
          building_number: null,
          post_code: viewer.postCode,
          town_name: viewer.city,
          country_sub_division: null,
          country: viewer.country,
          address_line: null,
        }
      : null,
    uid,
    identification_hash: account.hashes[0],
    identification_hashes: account.hashes,
  }
}

/** Some banks say "enabled" here instead of the relation. */
function psuStatus({ bank, owners }: Account, username: string): string {
  if (bank.country === 'NL') return 'enabled'
  return owners.length > 1 && owners[0]?.username !== username ? 'Co-account Holder' : 'Account Holder'
}

function otherIdentification({ bban, maskedCard }: Account): unknown {
  if (maskedCard) return { identification: maskedCard, scheme_name: 'CPAN', issuer: null }
  return bban ? { identification: bban, scheme_name: 'BBAN', issuer: null } : null
}

function allIdentifications({ iban, bban, maskedCard }: Account): unknown[] {
  return [
    ...(iban ? [{ identification: iban, scheme_name: 'IBAN', issuer: null }] : []),
    ...(bban ? [{ identification: bban, scheme_name: 'BBAN', issuer: null }] : []),
    ...(maskedCard ? [{ identification: maskedCard, scheme_name: 'CPAN', issuer: null }] : []),
  ]
}
