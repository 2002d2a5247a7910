import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText } from './text'

/** Any sequence of UTF-16 units, lone surrogates included. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units))

describe('a text from outside', () => {
  it('becomes something a database can store and a reader can trust, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean)
        expect(clean).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/)
        expect(cleanText(clean)).toBe(clean)
      }),
      { numRuns: 10_000 },
    )
  })

  it('keeps letters of every language, emoji, tabs and line ends', () => {
    for (const text of ['Äiti & Öljy', 'Łódź', 'مقهى', '咖啡', '👩‍👩‍👧 kissa', 'a\tb\nc', "O'Brien <b>"]) expect(cleanText(text)).toBe(text)
  })

  it('shows that something was there, and takes direction overrides away', () => {
    expect(cleanText('a\u0000b')).toBe('a\uFFFDb')
    expect(cleanText('a\uD800b')).toBe('a\uFFFDb')
    expect(cleanText('\u202Etpi.exe')).toBe('tpi.exe')
  })
})

describe('a line from outside', () => {
  it('is trimmed, single-spaced and never longer than asked, in whole characters', () => {
    expect(cleanLine('  a \n\t b  ')).toBe('a b')
    expect(cleanLine('👍👍👍', 2)).toBe('👍👍')
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, length) => {
        const line = cleanLine(text, length)
        if (line === null) return
        expect([...line].length).toBeLessThanOrEqual(length)
        expect(line).not.toMatch(/[\n\t]| {2}/)
        expect(line.trim()).toBe(line)
      }),
      { numRuns: 5_000 },
    )
  })

  it('is null when nothing readable is left', () => {
    for (const text of ['', '   ', '\n\t', '\u202E\u200E', null, undefined]) expect(cleanLine(text)).toBeNull()
  })
})
