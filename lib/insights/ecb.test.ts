import { describe, expect, it } from 'vitest'
import { EcbError, parseEcbRates } from './ecb'

const file = (cubes: string) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
	<Cube>${cubes}</Cube>
</gesmes:Envelope>`

describe('the reference rates of the European Central Bank', () => {
  it('are read exactly, several days or one', () => {
    const one = '<Cube time="2026-11-19"><Cube currency="USD" rate="1.0900"/><Cube currency="SEK" rate="11.0530"/></Cube>'
    const two = `${one}<Cube time='2026-11-18'><Cube currency='JPY' rate='165.40'/></Cube>`
    expect(parseEcbRates(file(one))).toEqual([
      { day: '2026-11-19', currency: 'USD', rate: '1.0900' },
      { day: '2026-11-19', currency: 'SEK', rate: '11.0530' },
    ])
    expect(parseEcbRates(file(two))).toHaveLength(3)
  })

  it('leave out what cannot be a rate', () => {
    const odd = ['N/A', '0', '-1', '1e3', '', '1,09'].map((rate) => `<Cube currency="USD" rate="${rate}"/>`).join('')
    expect(
      parseEcbRates(
        file(
          `<Cube time="2026-11-19">${odd}<Cube currency="SEK" rate="11"/><Cube currency="no" rate="1"/></Cube><Cube time="2026-02-30"><Cube currency="SEK" rate="12"/></Cube>`,
        ),
      ),
    ).toEqual([{ day: '2026-11-19', currency: 'SEK', rate: '11' }])
  })

  it.each([
    ['no XML', 'hello'],
    ['half a file', file('<Cube time="2026-11-19"><Cube currency="USD" rate="1.09"/>').slice(0, -60)],
    ['an error page', '<html><body>Not found</body></html>'],
    ['no rates', file('')],
    ['entities', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${file('<Cube time="2026-11-19"><Cube currency="USD" rate="1.09"/></Cube>')}`],
    ['too much', `${file('')}${' '.repeat(3_000_000)}`],
  ])('are refused as a whole when the file is %s', (_, xml) => {
    expect(() => parseEcbRates(xml)).toThrow(EcbError)
  })
})
