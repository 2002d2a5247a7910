import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { findCurrency } from '@/lib/core/currency'
import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { canonicalAccount } from '@/lib/payments/check/canonical-account'
import { LINES_MAX } from '@/lib/payments/check/order-limits'
import { bulkProblem, refusedFile, type BulkContext, type BulkFile, type BulkProblem } from './bulk-file'
import { isSum } from './control-sum'
import { makeBulkLine } from './make-bulk-line'
import { readPain001Transfer } from './read-pain-001-transfer'
import { branch, branches, leaf, type XmlBranch } from './xml-tree'

const VERSIONS = ['pain.001.001.03', 'pain.001.001.09'] as const
/** With or without a prefix of its own. */
const NAMESPACE = /xmlns(?::[\w.-]+)?\s*=\s*["']urn:iso:std:iso:20022:tech:xsd:([a-z0-9.]+)["']/

/**
 * A pain.001 message, versions .03 and .09: every transfer of every payment block. Document types and entities of a file's own are
 * refused before anything is parsed; the counts and sums the message states of itself must hold.
 */
export function readPain001File(text: string, context: BulkContext): BulkFile {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return refusedFile(bulkProblem('xml_forbidden'))
  const document = parseXml(text)
  if (document === null) return refusedFile(bulkProblem('not_readable'))
  const version = VERSIONS.find((known) => known === NAMESPACE.exec(text)?.[1])
  const message = branch(document, 'CstmrCdtTrfInitn')
  if (!version || !message) return refusedFile(bulkProblem('version_unknown'))
  const blocks = branches(message, 'PmtInf')
  const refusal = findRefusal(message, blocks)
  if (refusal !== null) return refusedFile(refusal)
  const transfers = blocks.flatMap((block) => branches(block, 'CdtTrfTxInf'))
  const currencies = new Set(
    transfers.map((transfer) => findCurrency(leaf(transfer, 'Amt', 'InstdAmt', '@Ccy'))).filter((code) => code !== null),
  )
  if (currencies.size > 1) return refusedFile(bulkProblem('several_currencies', [...currencies]))
  const currency = [...currencies][0] ?? null
  const days = new Set(blocks.map(readDay))
  const [day] = days
  return {
    format: version,
    currency,
    executeOn: days.size === 1 ? (day ?? null) : null,
    lines: transfers.map((transfer, at) =>
      makeBulkLine({ lineNumber: at + 1, ...readPain001Transfer(transfer) }, { ...context, currency: currency ?? context.currency }),
    ),
    problems: findRemarks(blocks, { days, context }),
  }
}

function parseXml(text: string): XmlBranch | null {
  if (XMLValidator.validate(text) !== true) return null
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    removeNSPrefix: true,
    // Without it "&#228;" stays as it is.
    htmlEntities: true,
  })
  try {
    return branch(parser.parse(text) as XmlBranch, 'Document')
  } catch {
    return null
  }
}

function findRefusal(message: XmlBranch, blocks: readonly XmlBranch[]): BulkProblem | null {
  const transfers = blocks.flatMap((block) => branches(block, 'CdtTrfTxInf'))
  if (transfers.length === 0) return bulkProblem('empty')
  if (transfers.length > LINES_MAX) return bulkProblem('too_many_rows')
  if (blocks.some((block) => leaf(block, 'PmtMtd') !== 'TRF')) return bulkProblem('not_a_transfer')
  const head = branch(message, 'GrpHdr')
  const stated = [{ part: head, transfers, mustCount: true }].concat(
    blocks.map((block) => ({ part: block, transfers: branches(block, 'CdtTrfTxInf'), mustCount: false })),
  )
  for (const { part, transfers: own, mustCount } of stated) {
    const count = leaf(part, 'NbOfTxs')
    if (count === '' ? mustCount : count.replace(/^0+(?=\d)/, '') !== String(own.length)) return bulkProblem('count_differs')
    const sum = leaf(part, 'CtrlSum')
    if (
      sum !== '' &&
      !isSum(
        sum,
        own.map((transfer) => leaf(transfer, 'Amt', 'InstdAmt')),
      )
    )
      return bulkProblem('sum_differs')
  }
  return null
}

type Seen = { readonly days: ReadonlySet<IsoDate | null>; readonly context: BulkContext }

function findRemarks(blocks: readonly XmlBranch[], { days, context }: Seen): BulkProblem[] {
  const remarks: BulkProblem[] = []
  if (days.size > 1) remarks.push(bulkProblem('several_days'))
  else if (days.has(null)) remarks.push(bulkProblem('day_unreadable'))
  const debtor = context.debtor && canonicalAccount(context.debtor)
  const isOther = (iban: string) =>
    iban !== '' && canonicalAccount({ scheme: 'IBAN', identification: iban }).identification !== debtor?.identification
  if (debtor?.scheme === 'IBAN' && blocks.some((block) => isOther(leaf(block, 'DbtrAcct', 'Id', 'IBAN'))))
    remarks.push(bulkProblem('other_debtor'))
  return remarks
}

/** A plain day in .03; in .09 a day or an instant, of which the day counts. */
function readDay(block: XmlBranch): IsoDate | null {
  const written = leaf(block, 'ReqdExctnDt') || leaf(block, 'ReqdExctnDt', 'Dt') || leaf(block, 'ReqdExctnDt', 'DtTm')
  return findIsoDate(written.slice(0, 10))
}
