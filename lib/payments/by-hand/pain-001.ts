import { formatDecimal, parseMoney } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { findIban } from '@/lib/core/iban'
import type { IsoDate } from '@/lib/core/iso-date'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import { byHandReference } from './by-hand-reference'
import { NAME_LENGTH_MAX } from '@/lib/payments/check/order-limits'
import { transliterate } from '@/lib/payments/text/sepa-text'
import { writeXml, type XmlNode } from './write-xml'

export const PAIN_001_VERSIONS = ['001.001.03', '001.001.09'] as const

export type Pain001Version = (typeof PAIN_001_VERSIONS)[number]

export type Pain001Input = {
  readonly order: PaymentOrder
  readonly version: Pain001Version
  /** A UUID: message and payment ids come from it, so that the same payment given twice is told apart from two payments. */
  readonly paymentId: string
  readonly createdAt: Date
  /** The day the bank is asked to pay, past days of rest. */
  readonly executeOn: IsoDate
  readonly debtor: { readonly name: string; readonly iban: string; readonly bic: string | null }
  /** By position, each at most 35 of the SEPA characters. */
  readonly endToEndIds: readonly string[]
}

/** `not_sepa`: not all in euro to IBANs from an IBAN. `standing_order`: the message has none. `not_allowed`: a line `checkOrder` refuses. */
export type Pain001 =
  { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly code: 'not_sepa' | 'standing_order' | 'not_allowed' }

/**
 * A SEPA credit transfer file (ISO 20022 pain.001, EPC132-08 customer-to-bank rules) to upload at the bank. The same payment makes the
 * same file, byte for byte, so that a bank's check for duplicates catches a second upload.
 */
export function pain001(input: Pain001Input): Pain001 {
  const { order, debtor } = input
  if (order.standingOrder !== null) return { ok: false, code: 'standing_order' }
  const isSepa = order.currency === 'EUR' && findIban(debtor.iban) !== null && order.lines.every(hasIban)
  if (!isSepa) return { ok: false, code: 'not_sepa' }
  if (order.lines.length === 0 || !order.lines.every(isWritable)) return { ok: false, code: 'not_allowed' }
  return { ok: true, xml: writeXml(writeDocument(input)) }
}

const hasIban = ({ account }: OrderLine) => account.scheme === 'IBAN' && findIban(account.identification) !== null

function isWritable({ reference, remittance, amount, name }: OrderLine): boolean {
  const isAmount = /^\d{1,9}(\.\d{1,2})?$/.test(amount) && /[1-9]/.test(amount)
  return (
    isAmount &&
    name.trim() !== '' &&
    (reference === null ? remittance.length <= 1 : byHandReference(reference) !== null && !remittance.some(Boolean))
  )
}

function writeDocument(input: Pain001Input): XmlNode {
  const { order, version, paymentId, createdAt, debtor } = input
  const messageId = paymentId.replace(/-/g, '')
  const sum = formatDecimal({
    minor: order.lines.reduce((total, { amount }) => total + parseMoney(amount, 'EUR').minor, 0n),
    currency: parseCurrency('EUR'),
  })
  const counts: XmlNode[] = [
    ['NbOfTxs', String(order.lines.length)],
    ['CtrlSum', sum],
  ]
  return [
    'Document',
    [
      [
        'CstmrCdtTrfInitn',
        [
          [
            'GrpHdr',
            [
              ['MsgId', messageId],
              ['CreDtTm', createdAt.toISOString().slice(0, 19)],
              ...counts,
              ['InitgPty', [['Nm', nameOf(debtor.name)]]],
            ],
          ],
          ['PmtInf', writeBlock(input, { messageId, counts })],
        ],
      ],
    ],
    { xmlns: `urn:iso:std:iso:20022:tech:xsd:pain.${version}` },
  ]
}

/** The payer's own name, which the bank knows better: in the characters every bank reads. */
function nameOf(name: string): string {
  return transliterate(name).text.trim().slice(0, NAME_LENGTH_MAX).trim() || 'NOTPROVIDED'
}

function writeBlock(input: Pain001Input, { messageId, counts }: { messageId: string; counts: XmlNode[] }): XmlNode[] {
  const { order, version, executeOn, debtor } = input
  return [
    ['PmtInfId', `${messageId}-1`],
    ['PmtMtd', 'TRF'],
    ...counts,
    ['PmtTpInf', [['SvcLvl', [['Cd', 'SEPA']]]]],
    ['ReqdExctnDt', version === '001.001.09' ? [['Dt', executeOn]] : executeOn],
    ['Dbtr', [['Nm', nameOf(debtor.name)]]],
    ['DbtrAcct', [['Id', [['IBAN', debtor.iban]]]]],
    ['DbtrAgt', [['FinInstnId', [bicOf(debtor.bic, version) ?? ['Othr', [['Id', 'NOTPROVIDED']]]]]]],
    ['ChrgBr', 'SLEV'],
    ...order.lines.map((line, at): XmlNode => ['CdtTrfTxInf', writeLine(line, version, input.endToEndIds[at]!)]),
  ]
}

function writeLine(line: OrderLine, version: Pain001Version, endToEndId: string): XmlNode[] {
  const agent = bicOf(line.bic, version)
  return [
    ['PmtId', [['EndToEndId', endToEndId]]],
    ['Amt', [['InstdAmt', formatDecimal(parseMoney(line.amount, 'EUR')), { Ccy: 'EUR' }]]],
    ...(agent === null ? [] : [['CdtrAgt', [['FinInstnId', [agent]]]] satisfies XmlNode]),
    ['Cdtr', [['Nm', line.name]]],
    ['CdtrAcct', [['Id', [['IBAN', line.account.identification]]]]],
    ...writeTexts(line),
  ]
}

/** .03 was made before BICs had digits in their first part and O in their place: one it cannot say is left out, no bank in SEPA needs it. */
const BIC_OF: Readonly<Record<Pain001Version, { tag: string; form: RegExp }>> = {
  '001.001.03': { tag: 'BIC', form: /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/ },
  '001.001.09': { tag: 'BICFI', form: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ },
}

function bicOf(bic: string | null, version: Pain001Version): XmlNode | null {
  const { tag, form } = BIC_OF[version]
  return bic !== null && form.test(bic) ? [tag, bic] : null
}

function writeTexts({ reference, remittance }: OrderLine): XmlNode[] {
  if (reference !== null) {
    const type: XmlNode = [
      'Tp',
      [
        ['CdOrPrtry', [['Cd', 'SCOR']]],
        ['Issr', 'ISO'],
      ],
    ]
    return [['RmtInf', [['Strd', [['CdtrRefInf', [type, ['Ref', byHandReference(reference) ?? reference]]]]]]]]
  }
  const message = remittance[0] ?? ''
  return message === '' ? [] : [['RmtInf', [['Ustrd', message]]]]
}
