import { wrongField } from './errors'

export type Fields = Record<string, unknown>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** RFC 3339 with a zone: without one nobody knows which instant is meant. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/

/** The body of a request as an object. */
export async function readBody(request: Request): Promise<Fields> {
  let body: unknown
  try {
    body = JSON.parse(await request.text())
  } catch {
    throw wrongField('body', 'not valid JSON')
  }
  if (!isFields(body)) throw wrongField('body', 'not an object')
  return body
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function requireFields(fields: Fields, key: string, place = 'body'): Fields {
  const value = fields[key]
  if (!isFields(value)) throw wrongField(`${place}.${key}`, value === undefined ? 'field required' : 'not an object')
  return value
}

export function requireText(fields: Fields, key: string, place = 'body'): string {
  const value = findText(fields, key, place)
  if (value === null) throw wrongField(`${place}.${key}`, 'field required')
  return value
}

export function findText(fields: Fields, key: string, place = 'body'): string | null {
  const value = fields[key]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw wrongField(`${place}.${key}`, 'not a string')
  return value
}

export function findFlag(fields: Fields, key: string, options: { place: string; otherwise: boolean }): boolean {
  const value = fields[key]
  if (value === undefined || value === null) return options.otherwise
  if (typeof value !== 'boolean') throw wrongField(`${options.place}.${key}`, 'not a boolean')
  return value
}

export function findList(fields: Fields, key: string, place = 'body'): readonly unknown[] | null {
  const value = fields[key]
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) throw wrongField(`${place}.${key}`, 'not a list')
  return value
}

/** @returns milliseconds since 1970 */
export function requireInstant(fields: Fields, key: string, place = 'body'): number {
  const text = requireText(fields, key, place)
  const instant = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(instant)) throw wrongField(`${place}.${key}`, 'not an RFC 3339 date-time with a timezone offset')
  return instant
}

export function requireChoice<T extends string>(value: string, choices: readonly T[], place: string): T {
  const choice = choices.find((candidate) => candidate === value)
  if (!choice) throw wrongField(place, `not one of ${choices.join(', ')}`)
  return choice
}

export function requireUuid(text: string, place: string): string {
  if (!UUID.test(text)) throw wrongField(place, 'not a UUID')
  return text.toLowerCase()
}

/** "2026-11-20T10:00:00.000000+00:00", the way the interface prints instants. */
export function printInstant(instant: number, style: 'microseconds' | 'zulu' = 'microseconds'): string {
  const text = new Date(instant).toISOString()
  return style === 'zulu' ? text : `${text.slice(0, -1)}000+00:00`
}
