import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexAspsps, markMatches, searchAspsps, type AspspItem } from './search-aspsps'

/** Any code points at all, lone surrogates and NUL among them. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)), maxLength: 80 })

const bank = (name: string, more: Partial<AspspItem> = {}): AspspItem => ({
  name,
  country: 'FI',
  bic: null,
  group: null,
  beta: false,
  psuTypes: ['personal'],
  ...more,
})

const finland = indexAspsps([
  bank('Öbanken Saaristomeri', { bic: 'OBANFIHH' }),
  bank('Länsisaaret Säästö', { bic: 'LANSFIH1' }),
  bank('Saaristo Bank', { bic: 'SARSFIHH' }),
  bank('Saaren Osuuskassa', { bic: 'SAOKFI22', group: 'Osuuskassat' }),
  bank('Sparekassen Sønderjylland', { country: 'DK' }),
  bank('Bank Społeczny Łódź', { country: 'PL' }),
  bank('Straßenbank', { country: 'DE' }),
])

const names = (query: string) => searchAspsps(finland, query).map(({ name }) => name)

describe('searching banks', () => {
  test('finds by name, the ones that begin so first', () => {
    expect(names('saar')).toEqual(['Saaren Osuuskassa', 'Saaristo Bank', 'Öbanken Saaristomeri', 'Länsisaaret Säästö'])
  })

  test('does not care for accents and foreign letters, on either side', () => {
    expect(names('lansisaaret saasto')).toEqual(['Länsisaaret Säästö'])
    expect(names('SØNDER')).toEqual(['Sparekassen Sønderjylland'])
    expect(names('sonder')).toEqual(['Sparekassen Sønderjylland'])
    expect(names('lodz')).toEqual(['Bank Społeczny Łódź'])
    expect(names('strasse')).toEqual(['Straßenbank'])
  })

  test('finds by BIC and by group', () => {
    expect(names('sarsfi')).toEqual(['Saaristo Bank'])
    expect(names('osuuskassat')).toEqual(['Saaren Osuuskassa'])
  })

  test('needs every word, in any order', () => {
    expect(names('bank saaristo')).toEqual(['Saaristo Bank', 'Öbanken Saaristomeri'])
    expect(names('saaristo nothing')).toEqual([])
  })

  test('an empty query, or one of signs only, lists all by name', () => {
    expect(names('  ')).toHaveLength(7)
    expect(names('.-*')).toHaveLength(7)
  })

  test('finds the same among 3,000 banks as a plain look at every one of them', () => {
    const many = Array.from({ length: 3000 }, (_, i) => bank(`Sparkässe ${i} am Märkt ${i % 97}`, { bic: `SPKA${i}DE` }))
    const found = searchAspsps(indexAspsps(many), 'markt 9')
    const expected = many.filter(({ name, bic }) => name.includes('9') || bic!.includes('9'))
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(expected.map(({ name }) => name)))
  })

  test('finds every bank by any piece of its own name', () => {
    const letters = fc
      .string({ unit: fc.constantFrom(...'abcåäöéßłø ŠčÆ'), minLength: 3, maxLength: 24 })
      .filter((text) => text.trim().length > 2)
    fc.assert(
      fc.property(letters, fc.nat(), (name, from) => {
        const piece = [...name.trim()].slice(from % 3, (from % 3) + 5).join('')
        const found = searchAspsps(indexAspsps([bank(name)]), piece)
        expect(found.map((item) => item.name)).toEqual([name])
      }),
    )
  })
})

describe('marking what matched', () => {
  const marked = (text: string, query: string) =>
    markMatches(text, query)
      .map(({ text, hit }) => (hit ? `[${text}]` : text))
      .join('')

  test('marks the letters as they are written, accents kept', () => {
    expect(marked('Länsisaaret Säästö', 'saas')).toBe('Länsisaaret [Sääs]tö')
    expect(marked('Straßenbank', 'strass')).toBe('[Straß]enbank')
    expect(marked('Saaristo Bank', 'ban saar')).toBe('[Saar]isto [Ban]k')
  })

  test('marks nothing where only the BIC matched', () => {
    expect(marked('Saaristo Bank', 'sarsfi')).toBe('Saaristo Bank')
  })

  test('never changes the text, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        expect(
          markMatches(text, query)
            .map((piece) => piece.text)
            .join(''),
        ).toBe([...text].join(''))
      }),
    )
  })
})
