import { findIban } from '@/lib/core/iban'
import type { PaymentDescriptor } from '../../world/payment-descriptor'
import { wrongField } from './errors'
import { isGiroNumber } from './reference-numbers'
import { findList, findText, isFields, requireChoice, requireFields, requireText, type Fields } from './request-fields'

/** An account number in a scheme the bank takes, in electronic form and with its check digits right. */
export function requireAccount(fields: Fields, place: string, schemes: readonly string[]): string {
  const [identification, scheme] = [requireText(fields, 'identification', place), requireText(fields, 'scheme_name', place)]
  requireChoice(scheme, schemes, `${place}.scheme_name`)
  if (scheme === 'IBAN' && findIban(identification) !== identification)
    throw wrongField(`${place}.identification`, 'not a valid IBAN in electronic form')
  if ((scheme === 'BGNR' || scheme === 'PGNR') && !isGiroNumber(scheme, identification))
    throw wrongField(`${place}.identification`, 'not a valid giro number')
  if (scheme !== 'PGNR' && !/^[A-Z0-9]{4,34}$/.test(identification)) throw wrongField(`${place}.identification`, 'not an account number')
  return identification
}

export function readAddress(creditor: Fields, place: string, descriptor: PaymentDescriptor): void {
  const at = `${place}.postal_address`
  const address =
    creditor.postal_address === undefined || creditor.postal_address === null ? null : requireFields(creditor, 'postal_address', place)
  if (!address && descriptor.creditor_postal_address_required) throw wrongField(at, 'field required')
  const country = address ? findText(address, 'country', at) : null
  if (!country && descriptor.creditor_country_required) throw wrongField(`${at}.country`, 'field required')
  if (country && !/^[A-Z]{2}$/.test(country)) throw wrongField(`${at}.country`, 'not two capital letters')
  if (!address) return
  const lines = findList(address, 'address_line', at) ?? []
  const parts = ['street_name', 'town_name', 'post_code', 'building_number'].map((key) => findText(address, key, at))
  lines.forEach((line, index) => {
    if (typeof line !== 'string' || line.length === 0 || line.length > 70)
      throw wrongField(`${at}.address_line.${index}`, 'not 1 to 70 characters')
  })
  if (descriptor.creditor_postal_address_required && lines.length === 0 && parts.every((part) => !part))
    throw wrongField(`${at}.address_line`, 'field required')
}

export function readAgent(beneficiary: Fields, place: string, descriptor: PaymentDescriptor): void {
  const at = `${place}.creditor_agent`
  const agent =
    beneficiary.creditor_agent === undefined || beneficiary.creditor_agent === null
      ? {}
      : requireFields(beneficiary, 'creditor_agent', place)
  const bic = findText(agent, 'bic_fi', at)
  if (!bic && descriptor.creditor_agent_bic_fi_required) throw wrongField(`${at}.bic_fi`, 'field required')
  if (bic && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) throw wrongField(`${at}.bic_fi`, 'not a BIC')
  const clearing = isFields(agent.clearing_system_member_id) ? agent.clearing_system_member_id : {}
  const member = findText(clearing, 'member_id', `${at}.clearing_system_member_id`)
  if (!member && descriptor.creditor_agent_clearing_system_member_id_required)
    throw wrongField(`${at}.clearing_system_member_id.member_id`, 'field required')
}

/** What an authority wants to know: a code the bank names, and words. */
export function checkRegulatory(entry: Fields, place: string, descriptor: PaymentDescriptor): void {
  const { regulatory_reporting_codes: codes, regulatory_reporting_code_required: required } = descriptor
  const at = `${place}.regulatory_reporting`
  const list = findList(entry, 'regulatory_reporting', place)
  if (!list) {
    if (required) throw wrongField(`${at}.0.details.code`, 'field required')
    return
  }
  if (list.length === 0 || list.length > 10) throw wrongField(at, 'not 1 to 10 entries')
  list.forEach((report, index) => {
    if (!isFields(report)) throw wrongField(`${at}.${index}`, 'not an object')
    const details = requireFields(report, 'details', `${at}.${index}`)
    requireText(details, 'information', `${at}.${index}.details`)
    const code = findText(details, 'code', `${at}.${index}.details`)
    if (code === null && required) throw wrongField(`${at}.${index}.details.code`, 'field required')
    if (code !== null)
      requireChoice(
        code,
        codes.map(({ value }) => value),
        `${at}.${index}.details.code`,
      )
  })
}
