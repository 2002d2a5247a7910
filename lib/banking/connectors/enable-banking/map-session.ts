import { findCurrency, NO_CURRENCY } from '@/lib/core/currency'
import { BankError } from '@/lib/banking/errors'
import type { PaymentCapability } from '@/lib/banking/payment-port'
import type { Aspsp, AspspRef, BankSessionState, BankSessionStatus, PortAccount } from '@/lib/banking/port'
import { clean, compactIban, findInstant, findMoney } from './map'
import { mapPayments } from './map-payments'
import type { WireAccount, WireAspsp, WireSession } from './wire'

/** Used only where the API leaves out its own required figure: the 90 days every bank under PSD2 had to give. */
const CONSENT_VALIDITY_FLOOR_S = 90 * 86_400

/**
 * An account as the answer to POST /sessions or GET …/details describes it.
 * @throws BankError `invalid_response` without any identification hash: the account could never be recognised again
 */
export function mapAccount(wire: WireAccount): PortAccount {
  const identificationHashes = collectHashes(wire)
  if (identificationHashes.length === 0) throw new BankError('invalid_response', { bankMessage: 'account without identification hash' })
  const iban = findAccountIban(wire)
  return {
    uid: wire.uid,
    identificationHashes,
    iban,
    otherIdentification: iban ? null : findOtherIdentification(wire),
    currency: findCurrency(wire.currency) ?? NO_CURRENCY,
    holderName: clean(wire.name),
    details: clean(wire.details),
    product: clean(wire.product),
    cashAccountType: clean(wire.cash_account_type) ?? 'OTHR',
    usage: clean(wire.usage),
    servicerBic: clean(wire.account_servicer?.bic_fi),
    creditLimit: findMoney(wire.credit_limit, findCurrency(wire.currency)),
  }
}

/** Of the many banks of a country few are paid from, so what one takes is read when somebody asks. */
export function mapAspsp(wire: WireAspsp): Aspsp {
  const { payments: sent, psu_types: psuTypes } = wire
  let payments: readonly PaymentCapability[] | undefined
  return {
    ...mapAspspRef(wire),
    logoUrl: wire.logo,
    bic: clean(wire.bic),
    group: clean(wire.group?.name),
    beta: wire.beta,
    psuTypes: wire.psu_types,
    authMethods: wire.auth_methods.map((method) => ({
      name: method.name,
      title: clean(method.title),
      psuType: method.psu_type ?? '',
      approach: method.approach ?? '',
      hidden: method.hidden_method,
      credentials: method.credentials.map((field) => ({
        name: field.name,
        title: clean(field.title) ?? field.name,
        required: field.required,
        description: clean(field.description),
        template: field.template,
      })),
    })),
    maximumConsentValiditySeconds: wire.maximum_consent_validity ?? CONSENT_VALIDITY_FLOOR_S,
    requiredPsuHeaders: wire.required_psu_headers,
    testUsers: wire.sandbox?.users ?? [],
    get payments() {
      return (payments ??= mapPayments(sent, psuTypes))
    },
  }
}

/** The name goes back to the API byte for byte in POST /auth, so it is not cleaned. */
export function mapAspspRef({ name, country }: AspspRef): AspspRef {
  return { name, country: country.toUpperCase() }
}

/** A mix-up shows here: the session that came back belongs to another bank than the one that was asked for. */
export function isSameAspsp(a: AspspRef, b: AspspRef): boolean {
  const normalise = (ref: AspspRef) => `${ref.country.trim().toUpperCase()} ${ref.name.normalize('NFC').trim()}`
  return normalise(a) === normalise(b)
}

const STATES: Readonly<Record<string, BankSessionState>> = {
  PENDING_AUTHORIZATION: 'pending',
  RETURNED_FROM_BANK: 'pending',
  AUTHORIZED: 'authorized',
  EXPIRED: 'expired',
  CLOSED: 'closed',
  REVOKED: 'revoked',
  CANCELLED: 'failed',
  INVALID: 'failed',
}

/** A status we do not know counts as pending: it yields no data and ends nothing. */
export function mapSession(wire: WireSession): BankSessionStatus {
  return {
    state: Object.hasOwn(STATES, wire.status) ? STATES[wire.status]! : 'pending',
    bankStatus: clean(wire.status) ?? '',
    validUntil: findInstant(wire.access?.valid_until),
    accounts: wire.accounts_data.flatMap((account) => {
      const identificationHashes = collectHashes(account)
      return account.uid && identificationHashes.length > 0 ? [{ uid: account.uid, identificationHashes }] : []
    }),
  }
}

function collectHashes(wire: { identification_hash: string | null; identification_hashes: readonly string[] }): string[] {
  const all = [wire.identification_hash, ...wire.identification_hashes].flatMap((hash) => clean(hash) ?? [])
  return [...new Set(all)]
}

/** What has the form of an IBAN is taken as one; its check digits are the bank's business. */
function findAccountIban(wire: WireAccount): string | null {
  const named = wire.account_id?.iban ?? wire.all_account_ids.find((id) => id.scheme_name === 'IBAN')?.identification
  const iban = compactIban(named)
  return iban && /^[A-Z]{2}\d{2}[A-Z0-9]{6,30}$/.test(iban) ? iban : null
}

function findOtherIdentification(wire: WireAccount): PortAccount['otherIdentification'] {
  const unusualIban = wire.account_id?.iban ? { identification: wire.account_id.iban, scheme_name: 'IBAN' } : null
  const id = [wire.account_id?.other, ...wire.all_account_ids, unusualIban].find((candidate) => candidate?.identification)
  const identification = clean(id?.identification)
  return identification ? { scheme: clean(id?.scheme_name) ?? 'OTHR', identification } : null
}
