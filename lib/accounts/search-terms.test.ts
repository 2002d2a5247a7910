import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchTerms } from './search-terms'

describe('the terms of a search', () => {
  it.each([
    ['Valo Energia', ['%valo%', '%energia%']],
    ['12,50', ['%12.50%']],
    ['12,5', ['%12.50%']],
    ['1 234,56', ['%1234.56%']],
    ['1.234,56', ['%1234.56%']],
    ['−118,72', ['%118.72%']],
    ['ruoka 12,50', ['%ruoka%', '%12.50%']],
    ['50', ['%50%']],
    ['100%', ['%100\\%%']],
    ['a_b\\', ['%a\\_b\\\\%']],
    ['a b c d e f', ['%a%', '%b%', '%c%', '%d e f%']],
  ])('of %j are %j', (text, terms) => {
    expect(searchTerms(text)).toEqual(terms)
  })

  it('are at most four patterns whose own marks are escaped', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const terms = searchTerms(text)
        return terms.length <= 4 && terms.every((term) => /^%([^%_\\]|\\[%_\\])*%$/s.test(term))
      }),
    )
  })
})
