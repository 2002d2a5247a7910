import { XMLParser } from 'fast-xml-parser'
import { findCurrency } from '@/lib/core/currency'
import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseRate } from '@/lib/core/money'

/** One reference rate: units of the currency for one euro, exact decimal text. */
export type EcbRate = { readonly day: IsoDate; readonly currency: string; readonly rate: string }

/** Ninety days of all rates are 250 kB. */
export const RATES_BYTES_MAX = 2 * 1024 * 1024

/** The file is refused as a whole: it is not the Bank's, or not what the Bank documents. */
export class EcbError extends Error {
  override readonly name = 'EcbError'
}

/**
 * Reads the Bank's reference rates (eurofxref-daily.xml, eurofxref-hist-90d.xml): a Cube for each day, in it a Cube for
 * each currency. A rate or day that cannot be read is left out; "N/A" stands in old files.
 * @throws EcbError when the text is too large, no XML, declares entities, or holds no rate
 */
export function parseEcbRates(xml: string): EcbRate[] {
  if (xml.length > RATES_BYTES_MAX) throw new EcbError('larger than 2 MB')
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new EcbError('declares entities')
  const rates = listCubes(readXml(xml)).flatMap((day) => readDay(day))
  if (rates.length === 0) throw new EcbError('holds no rates')
  return rates
}

type Cube = { readonly time?: unknown; readonly currency?: unknown; readonly rate?: unknown; readonly Cube?: unknown }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name) => name === 'Cube',
})

function readXml(xml: string): unknown {
  try {
    return parser.parse(xml, true)
  } catch (cause) {
    throw new EcbError('no XML', { cause })
  }
}

/** Envelope › Cube › Cube[time]. */
function listCubes(parsed: unknown): Cube[] {
  const envelope = (parsed as { Envelope?: Cube }).Envelope
  return cubesIn(envelope).flatMap((outer) => cubesIn(outer))
}

function cubesIn(parent: Cube | undefined): Cube[] {
  const cubes = typeof parent === 'object' && parent !== null ? parent.Cube : undefined
  return Array.isArray(cubes) ? cubes.filter((cube): cube is Cube => typeof cube === 'object' && cube !== null) : []
}

function readDay(cube: Cube): EcbRate[] {
  const day = findIsoDate(textOf(cube.time))
  if (!day) return []
  return cubesIn(cube).flatMap((entry) => {
    const [currency, rate] = [findCurrency(textOf(entry.currency)), textOf(entry.rate)]
    return currency && currency !== 'EUR' && isRate(rate) ? [{ day, currency, rate }] : []
  })
}

function isRate(text: string): boolean {
  try {
    parseRate(text)
    return true
  } catch {
    return false
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
