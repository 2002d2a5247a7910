import { XMLParser } from 'fast-xml-parser'
import type { Pain001Version } from './pain-001'

/**
 * For tests: the structure of pain.001.001.03 and .09 as ISO 20022 publishes it, as far as a SEPA credit transfer uses it. One line an
 * element with its children in their order: `name` once, `name?` at most once, `name*` any number, `name+` once or more, `a|b` one of
 * the two; after the colon its type. What is not listed is refused.
 */
const COMMON = {
  Document: 'CstmrCdtTrfInitn:Initiation',
  Initiation: 'GrpHdr:Header PmtInf+:Block',
  Header: 'MsgId:Max35Text CreDtTm:ISODateTime NbOfTxs:Max15NumericText CtrlSum?:DecimalNumber InitgPty:Party FwdgAgt?:Agent',
  Block:
    'PmtInfId:Max35Text PmtMtd:PaymentMethod BtchBookg?:Boolean NbOfTxs?:Max15NumericText CtrlSum?:DecimalNumber PmtTpInf?:PaymentType ' +
    'ReqdExctnDt:ExecutionDate PoolgAdjstmntDt?:ISODate Dbtr:Party DbtrAcct:Account DbtrAgt:Agent DbtrAgtAcct?:Account UltmtDbtr?:Party ' +
    'ChrgBr?:ChargeBearer ChrgsAcct?:Account ChrgsAcctAgt?:Agent CdtTrfTxInf+:Transfer',
  Transfer:
    'PmtId:PaymentId PmtTpInf?:PaymentType Amt:Amount ChrgBr?:ChargeBearer UltmtDbtr?:Party CdtrAgt?:Agent CdtrAgtAcct?:Account Cdtr?:Party ' +
    'CdtrAcct?:Account UltmtCdtr?:Party InstrForDbtrAgt?:Max140Text Purp?:CodeOrOwn RmtInf?:Remittance',
  Amount: 'InstdAmt:CurrencyAmount',
  Party: 'Nm?:Max140Text PstlAdr?:Address CtryOfRes?:CountryCode',
  Account: 'Id:AccountId Ccy?:CurrencyCode Nm?:Max70Text',
  AccountId: 'IBAN|Othr:IBAN',
  Agent: 'FinInstnId:Institution',
  Other: 'Id:Max35Text Issr?:Max35Text',
  CodeOrOwn: 'Cd|Prtry:Max35Text',
  Remittance: 'Ustrd*:Max140Text Strd*:Structured',
  Structured: 'CdtrRefInf?:CreditorReference AddtlRmtInf*:Max140Text',
  CreditorReference: 'Tp?:ReferenceType Ref?:Max35Text',
  ReferenceType: 'CdOrPrtry:ReferenceCode Issr?:Max35Text',
  ReferenceCode: 'Cd|Prtry:DocumentType',
  Address: 'StrtNm?:Max70Text BldgNb?:Max16Text PstCd?:Max16Text TwnNm?:Max35Text Ctry?:CountryCode AdrLine*:Max70Text',
}

const STRUCTURES: Readonly<Record<Pain001Version, Readonly<Record<string, string>>>> = {
  '001.001.03': {
    ...COMMON,
    PaymentId: 'InstrId?:Max35Text EndToEndId:Max35Text',
    PaymentType: 'InstrPrty?:Priority SvcLvl?:CodeOrOwn LclInstrm?:CodeOrOwn CtgyPurp?:CodeOrOwn',
    ExecutionDate: 'text:ISODate',
    Institution: 'BIC?:BIC Nm?:Max140Text Othr?:Other',
  },
  '001.001.09': {
    ...COMMON,
    PaymentId: 'InstrId?:Max35Text EndToEndId:Max35Text UETR?:UETR',
    PaymentType: 'InstrPrty?:Priority SvcLvl*:CodeOrOwn LclInstrm?:CodeOrOwn CtgyPurp?:CodeOrOwn',
    ExecutionDate: 'Dt:ISODate',
    Institution: 'BICFI?:BICFI LEI?:LEI Nm?:Max140Text Othr?:Other',
  },
}

const TEXTS: Readonly<Record<string, RegExp>> = {
  Max16Text: /^.{1,16}$/su,
  Max35Text: /^.{1,35}$/su,
  Max70Text: /^.{1,70}$/su,
  Max140Text: /^.{1,140}$/su,
  Max15NumericText: /^[0-9]{1,15}$/,
  DecimalNumber: /^(?=\d{1,18}$|[\d.]{1,19}$)\d+(\.\d{1,17})?$/,
  CurrencyAmount: /^(?=\d{1,18}$|[\d.]{1,19}$)\d+(\.\d{1,5})?$/,
  CurrencyCode: /^[A-Z]{3}$/,
  CountryCode: /^[A-Z]{2}$/,
  ISODate: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  ISODateTime: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/,
  IBAN: /^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$/,
  BIC: /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/,
  BICFI: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/,
  LEI: /^[A-Z0-9]{18}[0-9]{2}$/,
  UETR: /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/,
  Boolean: /^(true|false|1|0)$/,
  PaymentMethod: /^(CHK|TRF|TRA)$/,
  Priority: /^(HIGH|NORM)$/,
  ChargeBearer: /^(DEBT|CRED|SHAR|SLEV)$/,
  DocumentType: /^(RADM|RPIN|FXDR|DISP|PUOR|SCOR)$/,
}

/** An element as a tree: its text or its children, in their order. */
export type XmlElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: string | readonly XmlElement[]
}

/** Where a document leaves the structure of its version, as paths; empty: nowhere. */
export function findStructureErrors(root: XmlElement, version: Pain001Version): string[] {
  const namespace = `urn:iso:std:iso:20022:tech:xsd:pain.${version}`
  const errors = root.name === 'Document' && root.attributes.xmlns === namespace ? [] : ['the document is of another kind']
  return [...errors, ...check(root, { type: 'Document', path: 'Document', structure: STRUCTURES[version] })]
}

type Place = { readonly type: string; readonly path: string; readonly structure: Readonly<Record<string, string>> }

function check({ content, attributes }: XmlElement, { type, path, structure }: Place): string[] {
  const children = structure[type]
  const text = children?.startsWith('text:') ? children.slice(5) : children === undefined ? type : null
  const hasCurrency = TEXTS.CurrencyCode!.test(attributes.Ccy ?? '')
  const wrongAttributes = type === 'CurrencyAmount' ? !hasCurrency : type !== 'Document' && Object.keys(attributes).length > 0
  const errors = wrongAttributes ? [`${path}: attributes`] : []
  if (text !== null) return typeof content === 'string' && TEXTS[text]!.test(content) ? errors : [...errors, `${path}: not a ${text}`]
  if (typeof content === 'string') return [...errors, `${path}: text where elements belong`]
  return [...errors, ...checkSequence(content, children!, { path, structure })]
}

function checkSequence(elements: readonly XmlElement[], sequence: string, { path, structure }: Omit<Place, 'type'>): string[] {
  const errors: string[] = []
  let at = 0
  for (const part of sequence.split(' ')) {
    const [, names, count, type] = /^([A-Za-z|]+)([?*+]?):(\w+)$/.exec(part)!
    let found = 0
    while (at < elements.length && names!.split('|').includes(elements[at]!.name) && (found === 0 || count === '*' || count === '+')) {
      errors.push(...check(elements[at]!, { type: type!, path: `${path}/${elements[at]!.name}`, structure }))
      found++
      at++
    }
    if (found === 0 && (count === '' || count === '+')) errors.push(`${path}: ${names} is missing`)
  }
  if (at < elements.length) errors.push(`${path}: ${elements[at]!.name} is not here, or not in this place`)
  return errors
}

/** Parses XML keeping the order of everything. */
export function parseElements(xml: string): XmlElement {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    ignoreDeclaration: true,
    trimValues: true,
  })
  const [root] = parser.parse(xml) as ParsedNode[]
  return toElement(root!)
}

type ParsedNode = { readonly [name: string]: ParsedNode[] | Record<string, string> | string }

function toElement(node: ParsedNode): XmlElement {
  const name = Object.keys(node).find((key) => key !== ':@')!
  const children = node[name] as ParsedNode[]
  const [first] = children
  const isText = children.length === 0 || (children.length === 1 && first !== undefined && '#text' in first)
  return {
    name,
    attributes: (node[':@'] ?? {}) as Record<string, string>,
    content: isText ? String(first?.['#text'] ?? '') : children.map(toElement),
  }
}
