import type { PaymentCapability } from '@/lib/banking/payment-port'
import { offeredMethods } from '@/lib/bank-sessions/aspsp-details'
import { parseCurrency } from '@/lib/core/currency'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import type { PayableSource, PaymentSource, ReasonNotBank } from './payment-source'
import { includesPayments, type SourceBank } from './read-source-aspsp'
import type { SourceAccess, SourceRow } from './select-sources'

export function toPayableSource(row: SourceRow, bank: SourceBank): PayableSource {
  const { access } = row
  const psuType = access?.psuType === 'business' ? 'business' : 'personal'
  const known = typeof bank === 'string' ? null : bank
  const capabilities = (known?.aspsp.payments ?? []).filter((capability) => isForAccount(capability, row, psuType))
  const reasonNotBank = reasonOf(access, bank, capabilities)
  const isBank = reasonNotBank === null
  return {
    ...accountFacts(row),
    channel: isBank ? 'bank' : 'by_hand',
    reasonNotBank,
    psuType,
    capabilities: isBank ? capabilities : [],
    authMethods: isBank && known ? offeredMethods(known.aspsp, psuType) : [],
    connectorId: isBank ? access!.connectorId : null,
    bankAppId: isBank ? access!.bankAppId : null,
    aspsp: { name: access?.aspspName ?? row.bankName, country: access?.aspspCountry ?? row.bankCountry },
  }
}

function accountFacts(row: SourceRow) {
  const { accountId, name, bankName, bankCountry, lastFour, currency, isMine, numberScheme, balanceMinor, balanceType, balanceAt } = row
  return {
    ...{ accountId, name, bankName, bankCountry, lastFour, currency, isMine, numberScheme },
    tileId: `${bankCountry} ${bankName}`,
    available: balanceMinor === null ? null : toMoneyDto(money(balanceMinor, parseCurrency(currency))),
    availableType: balanceMinor === null ? null : balanceType,
    availableAt: balanceMinor === null ? null : (balanceAt?.toISOString() ?? null),
  } satisfies Partial<PaymentSource>
}

function reasonOf(access: SourceAccess | null, bank: SourceBank, capabilities: readonly PaymentCapability[]): ReasonNotBank | null {
  if (access === null) return 'not_your_bank'
  if (!access.isUsable) return 'access_over'
  if (bank === 'silent') return 'bank_not_answering'
  if (bank === 'unlisted') return 'bank_takes_none'
  if (bank === 'no_application' || !includesPayments(bank.services)) return 'no_payment_access'
  return capabilities.length > 0 ? null : 'bank_takes_none'
}

/** Of that kind of customer, and not asking for a number in a form this account has none of. */
function isForAccount(capability: PaymentCapability, { numberScheme }: SourceRow, psuType: string): boolean {
  if (capability.psuType !== '' && capability.psuType !== psuType) return false
  if (!capability.debtorAccountRequired) return true
  const schemes = capability.debtorAccountSchemes
  return numberScheme !== null && (schemes.length === 0 || schemes.includes(numberScheme))
}
