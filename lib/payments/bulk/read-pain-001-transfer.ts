import type { AccountNumber } from '@/lib/banking/payment-port'
import type { RawLine } from './make-bulk-line'
import { branch, branches, leaf, leaves, type XmlBranch } from './xml-tree'

/** One CdtTrfTxInf. An amount in the payer's currency (EqvtAmt) is none we can order, so it is left empty and named as missing. */
export function readPain001Transfer(transfer: XmlBranch): Omit<RawLine, 'lineNumber'> {
  const agent = branch(branch(transfer, 'CdtrAgt'), 'FinInstnId')
  const creditor = branch(transfer, 'Cdtr')
  const remittance = branch(transfer, 'RmtInf')
  const references = branches(remittance, 'Strd').map((structured) => leaf(structured, 'CdtrRefInf', 'Ref'))
  const memberId = leaf(agent, 'ClrSysMmbId', 'MmbId')
  return {
    name: leaf(creditor, 'Nm'),
    account: readAccount(branch(branch(transfer, 'CdtrAcct'), 'Id')),
    amount: leaf(transfer, 'Amt', 'InstdAmt'),
    bic: leaf(agent, 'BICFI') || leaf(agent, 'BIC'),
    // Several references in one transfer pay several invoices: none of them alone says it.
    reference: references.length > 1 ? references.join(' ') : (references[0] ?? ''),
    message: leaves(remittance, 'Ustrd').filter((text) => text !== ''),
    clearing: memberId === '' ? null : { systemId: leaf(agent, 'ClrSysMmbId', 'ClrSysId', 'Cd') || null, memberId },
    country: leaf(creditor, 'PstlAdr', 'Ctry'),
    addressLines: leaves(branch(creditor, 'PstlAdr'), 'AdrLine'),
  }
}

const OTHER_SCHEMES = ['BBAN', 'BGNR', 'PGNR']

function readAccount(id: XmlBranch | null): AccountNumber {
  const iban = leaf(id, 'IBAN')
  if (iban !== '') return { scheme: 'IBAN', identification: iban }
  const other = branch(id, 'Othr')
  const named = leaf(other, 'SchmeNm', 'Cd') || leaf(other, 'SchmeNm', 'Prtry')
  return { scheme: OTHER_SCHEMES.find((scheme) => scheme === named) ?? 'BBAN', identification: leaf(other, 'Id') }
}
