import { describe, expect, it } from 'vitest'
import { pickFormatLocale, pickLanguage, readAcceptLanguage } from './locales'

describe('what a browser asks for', () => {
  it('is read best first, without what is refused or broken', () => {
    expect(readAcceptLanguage('fi;q=0.8, en-GB, sv-SE;q=0.9, de;q=0, *;q=0.1, "x"')).toEqual(['en-GB', 'sv-SE', 'fi'])
    expect(readAcceptLanguage(null)).toEqual([])
  })

  it('gives the first language there is a catalogue for', () => {
    expect(pickLanguage(['fi-FI', 'en-GB'])).toBe('en')
    expect(pickLanguage([undefined, 'zz'])).toBe('en')
  })

  it('gives the habits of the first country named', () => {
    expect(pickFormatLocale(['en', 'fi-FI'])).toBe('fi-FI')
    expect(pickFormatLocale([undefined, 'en'])).toBe('en')
    expect(pickFormatLocale(['xx-invalid-tag-that-is-long', 'not a tag'])).toBe('en-GB')
  })
})
