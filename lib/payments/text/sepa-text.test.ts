import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasLooseSlash, isSepaText, transliterate } from './sepa-text'

describe('a text in the SEPA characters', () => {
  it('is made of the characters every bank passes on', () => {
    expect(isSepaText("azAZ09/-?:().,'+ ")).toBe(true)
    for (const character of 'äß&@_*;"#€\n\t\u00A0') expect(isSepaText(character)).toBe(false)
  })

  it('neither begins nor ends with a slash nor holds two in a row', () => {
    expect(['/a', 'a/', 'a//b', '/'].every(hasLooseSlash)).toBe(true)
    expect(hasLooseSlash('a/b/c')).toBe(false)
  })
})

describe('a text in other characters', () => {
  it.each([
    ['Matti Mäkinen', 'Matti Makinen'],
    ['Åsa Öberg & Co_1', 'Asa Oberg + Co-1'],
    ['Weiß, Straße; GROẞ', 'Weiss, Strasse, GROSS'],
    ['Søren Kjærgård', 'Soren Kjaergard'],
    ['Łukasz Đorđević', 'Lukasz Dordevic'],
    ['Ærø ÆRØ', 'Aero AERO'],
    ['Τράπεζα της Ελλάδος', 'Trapeza tis Ellados'],
    ['Щука ЩУКА', 'Shtuka SHTUKA'],
    ['Българска банка', 'Balgarska banka'],
    ['“Quoted” – 50 % [x] a@b.fi', "'Quoted' - 50 . (x) a.b.fi"],
    ['10 €', '10 EUR'],
    ['ﬁne ½', 'fine 1/2'],
    ['paid 🎉', 'paid .'],
  ])('is "%s" and goes as "%s"', (from, to) => expect(transliterate(from).text).toBe(to))

  it('is never changed without saying what', () => {
    expect(transliterate('Mäkinen & Mäkelä').changed).toEqual([
      { from: 'ä', to: 'a' },
      { from: '&', to: '+' },
    ])
    expect(transliterate('https://a/').changed).toEqual([{ from: '/', to: '' }])
    expect(transliterate('plain text').changed).toEqual([])
  })

  it('is the same whether its accents are a part of the letter or apart', () => {
    expect(transliterate('Ma\u0308kinen').text).toBe('Makinen')
  })

  it('always comes out in the SEPA characters, whole, and no second time otherwise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const { text, changed } = transliterate(typed)
        expect(isSepaText(text)).toBe(true)
        expect(hasLooseSlash(text)).toBe(false)
        expect(transliterate(text)).toEqual({ text, changed: [] })
        if (changed.length === 0) expect(text).toBe(typed.normalize('NFC'))
      }),
      { numRuns: 600 },
    )
  })
})
