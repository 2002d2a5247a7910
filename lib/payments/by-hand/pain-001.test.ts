import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '@/lib/core/iso-date'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import { makeRf } from '@/lib/payments/references/rf'
import { PAIN_001_VERSIONS, pain001, type Pain001Input, type Pain001Version } from './pain-001'
import { findStructureErrors, parseElements, type XmlElement } from './pain-001-structure'

const LINE: OrderLine = {
  amount: '284.60',
  payeeId: null,
  name: "O'Neill (Sons) + Co",
  account: { scheme: 'IBAN', identification: 'FI2112345600000785' },
  bic: 'NDEAFIHH',
  clearing: null,
  country: null,
  addressLines: [],
  remittance: ['Invoice 12'],
  reference: null,
  regulatory: null,
}

const ORDER: PaymentOrder = {
  accountId: '01890000-0000-7000-8000-000000000001',
  channel: 'by_hand',
  paymentType: 'SEPA',
  psuType: 'personal',
  currency: 'EUR',
  executeOn: null,
  standingOrder: null,
  chargeBearer: null,
  priority: null,
  debtorEmail: null,
  debtorPhone: null,
  authMethod: null,
  lines: [LINE, { ...LINE, amount: '0.40', bic: null, remittance: [], reference: '868516259619897' }],
}

const INPUT: Pain001Input = {
  order: ORDER,
  version: '001.001.09',
  paymentId: '01989d2c-5b5e-7d3a-9f00-1234567890ab',
  createdAt: new Date('2026-11-20T15:52:39.123Z'),
  executeOn: '2026-11-23' as IsoDate,
  debtor: { name: 'Anna Virtanen', iban: 'FI5810171000000122', bic: 'DABAFIHH' },
  endToEndIds: ['S0123456789', 'S9876543210'],
}

function write(input: Partial<Pain001Input> = {}): string {
  const written = pain001({ ...INPUT, ...input })
  if (!written.ok) throw new Error(written.code)
  return written.xml
}

function find(element: XmlElement, ...path: string[]): XmlElement[] {
  const [name, ...rest] = path
  if (name === undefined) return [element]
  return (typeof element.content === 'string' ? [] : element.content)
    .filter((child) => child.name === name)
    .flatMap((child) => find(child, ...rest))
}

describe.each(PAIN_001_VERSIONS)('a pain.%s file', (version) => {
  it('has the structure ISO 20022 gives it', () => {
    expect(findStructureErrors(parseElements(write({ version })), version)).toEqual([])
  })

  it('counts and sums itself, in the head and in the block', () => {
    const message = find(parseElements(write({ version })), 'CstmrCdtTrfInitn')[0]!
    for (const part of ['GrpHdr', 'PmtInf']) {
      expect(find(message, part, 'NbOfTxs')[0]!.content).toBe('2')
      expect(find(message, part, 'CtrlSum')[0]!.content).toBe('285.00')
    }
  })

  it('says who, to whom, how much and what for', () => {
    const block = find(parseElements(write({ version })), 'CstmrCdtTrfInitn', 'PmtInf')[0]!
    const [first, second] = find(block, 'CdtTrfTxInf')
    const text = (element: XmlElement, ...path: string[]) => find(element, ...path)[0]?.content
    expect(text(block, 'DbtrAcct', 'Id', 'IBAN')).toBe('FI5810171000000122')
    expect(text(block, 'ChrgBr')).toBe('SLEV')
    expect(text(block, 'PmtTpInf', 'SvcLvl', 'Cd')).toBe('SEPA')
    expect(text(first!, 'PmtId', 'EndToEndId')).toBe('S0123456789')
    expect(find(first!, 'Amt', 'InstdAmt')[0]).toMatchObject({ content: '284.60', attributes: { Ccy: 'EUR' } })
    expect(text(first!, 'Cdtr', 'Nm')).toBe("O'Neill (Sons) + Co")
    expect(text(first!, 'RmtInf', 'Ustrd')).toBe('Invoice 12')
    expect(text(second!, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref')).toBe('RF09868516259619897')
    expect(text(second!, 'RmtInf', 'Strd', 'CdtrRefInf', 'Tp', 'Issr')).toBe('ISO')
    expect(find(second!, 'CdtrAgt')).toEqual([])
  })

  it('is the same file twice, and another for another payment', () => {
    expect(write({ version })).toBe(write({ version }))
    expect(write({ version, paymentId: '01989d2c-5b5e-7d3a-9f00-1234567890ac' })).not.toBe(write({ version }))
  })

  it('is right for every order that may be carried by hand', () => {
    fc.assert(
      fc.property(anyLines, anyDebtor, (lines, debtor) => {
        const xml = write({ version, order: { ...ORDER, lines }, debtor, endToEndIds: lines.map((_, at) => `S${at}`) })
        expect(findStructureErrors(parseElements(xml), version)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

const sepaText = (max: number) =>
  fc.stringMatching(new RegExp(`^[A-Za-z0-9?:().,'+-]([A-Za-z0-9?:().,'+ -]{0,${max - 2}}[A-Za-z0-9?:().,'+-])?$`))
const anyLines: fc.Arbitrary<OrderLine[]> = fc.array(
  fc
    .record({
      name: sepaText(70),
      minor: fc.integer({ min: 1, max: 99_999_999 }),
      text: sepaText(140),
      isReference: fc.boolean(),
      bic: fc.constantFrom('NDEAFIHH', 'NTSBDEB1XXX', 'TRWIBEB1', null),
    })
    .map(({ name, minor, text, isReference, bic }) => ({
      ...LINE,
      name,
      bic,
      amount: `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`,
      remittance: isReference ? [] : [text],
      reference: isReference ? makeRf(String(minor)) : null,
    })),
  { minLength: 1, maxLength: 5 },
)
const anyDebtor = fc.record({
  name: sepaText(140),
  iban: fc.constant('FI5810171000000122'),
  bic: fc.constantFrom('NDEAFIHH', 'TRWIBEB1', null),
})

describe('the day of a file', () => {
  it('is plain in .03 and inside Dt in .09', () => {
    expect(write({ version: '001.001.03' })).toContain('<ReqdExctnDt>2026-11-23</ReqdExctnDt>')
    expect(write()).toContain('<Dt>2026-11-23</Dt>')
  })
})

describe('a bank without BIC', () => {
  it('is said to be not provided', () => {
    expect(write({ debtor: { ...INPUT.debtor, bic: null } })).toContain('<Id>NOTPROVIDED</Id>')
  })
})

describe('what no file can say', () => {
  it.each<[string, Partial<Pain001Input>, string]>([
    [
      'a standing order',
      { order: { ...ORDER, standingOrder: { frequency: 'MNTH', executionRule: null, endDate: null } } },
      'standing_order',
    ],
    ['another currency', { order: { ...ORDER, currency: 'SEK' } }, 'not_sepa'],
    [
      'a number that is no IBAN',
      { order: { ...ORDER, lines: [{ ...LINE, account: { scheme: 'BGNR', identification: '9912346' } }] } },
      'not_sepa',
    ],
    ['an account without IBAN', { debtor: { ...INPUT.debtor, iban: '12345' } }, 'not_sepa'],
    ['a wrong amount', { order: { ...ORDER, lines: [{ ...LINE, amount: '1,50' }] } }, 'not_allowed'],
    ['a reference that is wrong', { order: { ...ORDER, lines: [{ ...LINE, remittance: [], reference: '12' }] } }, 'not_allowed'],
    ['a message beside a reference', { order: { ...ORDER, lines: [{ ...LINE, reference: '868516259619897' }] } }, 'not_allowed'],
    ['nobody', { order: { ...ORDER, lines: [] } }, 'not_allowed'],
  ])('%s is refused', (_, input, code) => expect(pain001({ ...INPUT, ...input })).toEqual({ ok: false, code }))
})

describe('the structure', () => {
  const REQUIRED =
    'CstmrCdtTrfInitn GrpHdr MsgId CreDtTm InitgPty PmtInfId PmtMtd ReqdExctnDt Dbtr DbtrAcct DbtrAgt FinInstnId PmtId EndToEndId Amt InstdAmt IBAN'.split(
      ' ',
    )
  const MANY = ['PmtInf', 'CdtTrfTxInf', 'Ustrd', 'Strd', 'SvcLvl']

  /** Ways to break a document, each certainly wrong wherever it is done; null: this element cannot be broken so. */
  const BREAKS: Record<string, (element: XmlElement, at: number) => XmlElement | null> = {
    'an element renamed': (element) => ({ ...element, name: `${element.name}X` }),
    'a text emptied': (element) => (typeof element.content === 'string' ? { ...element, content: '' } : null),
    'a text too long': (element) =>
      typeof element.content === 'string' ? { ...element, content: element.content + 'x'.repeat(141) } : null,
    'an attribute added': (element) => ({ ...element, attributes: { ...element.attributes, Ccy: 'euro' } }),
    'two neighbours swapped': ({ content, ...element }, at) => {
      if (typeof content === 'string' || content.length < 2) return null
      const place = at % (content.length - 1)
      if (content[place]!.name === content[place + 1]!.name) return null
      return { ...element, content: [...content.slice(0, place), content[place + 1]!, content[place]!, ...content.slice(place + 2)] }
    },
    'an element doubled': ({ content, ...element }, at) => {
      if (typeof content === 'string') return null
      const place = at % content.length
      if (MANY.includes(content[place]!.name)) return null
      return { ...element, content: [...content.slice(0, place), content[place]!, ...content.slice(place)] }
    },
    'a needed element left out': ({ content, ...element }, at) => {
      if (typeof content === 'string') return null
      const place = at % content.length
      return REQUIRED.includes(content[place]!.name) ? { ...element, content: content.filter((_, each) => each !== place) } : null
    },
  }

  const all = (element: XmlElement): XmlElement[] => [element, ...(typeof element.content === 'string' ? [] : element.content.flatMap(all))]
  const replace = (element: XmlElement, from: XmlElement, to: XmlElement): XmlElement =>
    element === from
      ? to
      : typeof element.content === 'string'
        ? element
        : { ...element, content: element.content.map((child) => replace(child, from, to)) }

  const documents = Object.fromEntries(PAIN_001_VERSIONS.map((version) => [version, parseElements(write({ version }))]))

  it.each(Object.keys(BREAKS))('finds %s anywhere', (kind) => {
    fc.assert(
      fc.property(fc.constantFrom<Pain001Version>(...PAIN_001_VERSIONS), fc.nat(), fc.nat(), (version, pick, at) => {
        const document = documents[version]!
        const elements = all(document)
        const chosen = elements[pick % elements.length]!
        const broken = BREAKS[kind]!(chosen, at)
        fc.pre(broken !== null && !(kind === 'an attribute added' && chosen === document))
        expect(findStructureErrors(replace(document, chosen, broken!), version)).not.toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('of one version is not that of the other', () => {
    expect(findStructureErrors(parseElements(write({ version: '001.001.03' })), '001.001.09')).not.toEqual([])
    expect(findStructureErrors(parseElements(write({ version: '001.001.09' })), '001.001.03')).not.toEqual([])
  })
})
