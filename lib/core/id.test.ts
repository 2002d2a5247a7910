import { describe, expect, it } from 'vitest'
import { isUuid, newId } from './id'

describe('a new id', () => {
  it('is a UUID of version 7 that carries its time', () => {
    const id = newId(new Date('2026-11-20T09:00:00.123Z'))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString()).toBe('2026-11-20T09:00:00.123Z')
  })

  it('never repeats and sorts by time', () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => newId(new Date(1_700_000_000_000 + at)))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)
    expect(ids.every(isUuid)).toBe(true)
  })
})

describe('an id from outside', () => {
  it('is believed only in the one spelling', () => {
    const id = newId()
    for (const text of ['', id.toUpperCase(), `${id} `, id.replaceAll('-', ''), `{${id}}`, `${id}'--`, id.slice(1)])
      expect(isUuid(text)).toBe(false)
  })
})
