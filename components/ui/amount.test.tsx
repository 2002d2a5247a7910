import fc from 'fast-check'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DEFAULT_DISPLAY, type Display } from '@/lib/core/format'
import { readFormatStyle } from '@/lib/core/format-style'
import messages from '@/messages/en.json'
import { Amount } from './amount'
import { BalanceTable } from './balance-table'
import { DisplayProvider } from './display-context'
import { MoneyText } from './money-text'
import { PrivateText } from './private-text'
import { StepChart } from './step-chart'
import { Total } from './total'

const finnish: Display = { ...DEFAULT_DISPLAY, style: readFormatStyle('fi-FI') }
const hidden: Display = { ...finnish, isPrivate: true }

function draw(children: ReactNode, display: Display = finnish): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      <DisplayProvider display={display}>{children}</DisplayProvider>
    </NextIntlClientProvider>,
  )
}

const spoken = (html: string) => /<span class="vh">([^<]*)</.exec(html)?.[1]
const drawn = (html: string) => html.replace(/<span class="vh">.*?<\/span>/, '').replace(/<[^>]+>/g, '')

describe('an amount', () => {
  it('is drawn for eyes and said in words for ears', () => {
    const html = draw(<Amount money={{ amount: '-118.72', currency: 'EUR' }} kind="movement" />)
    expect(html).toContain('<data class="amt" value="-118.72"><span aria-hidden="true">')
    expect(drawn(html)).toBe('−118,72EUR')
    expect(spoken(html)).toBe('minus 118 euros 72')
  })

  it('is green with a plus only where money came in for good', () => {
    const money = { amount: '3412.60', currency: 'EUR' }
    expect(draw(<Amount money={money} kind="movement" />)).toContain('class="amt in"')
    expect(draw(<Amount money={money} />)).not.toContain('+')
    expect(draw(<Amount money={money} kind="movement" pending />)).toContain('class="amt pend"')
    expect(drawn(draw(<Amount money={{ amount: '-900.00', currency: 'EUR' }} kind="transfer" />))).toBe('900,00EUR')
  })

  it('says that it is pending', () => {
    const html = draw(<Amount money={{ amount: '-64.35', currency: 'EUR' }} kind="movement" pending pendingWord />)
    expect(spoken(html)).toBe('minus 64 euros 35, pending')
    expect(html).toContain('Pending')
  })

  it('has no minor units where the currency has none', () => {
    const html = draw(<Amount money={{ amount: '-1486', currency: 'ISK' }} />)
    expect(drawn(html)).toBe('−1\u00A0486ISK')
    expect(spoken(html)).toBe('minus 1486 Icelandic krónur')
  })
})

describe('hidden amounts', () => {
  const anyDto = fc
    .record({ minor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), currency: fc.constantFrom('EUR', 'SEK', 'USD') })
    .map(({ minor, currency }) => ({ amount: `${minor < 0n ? '-' : ''}${(minor < 0n ? -minor : minor) / 100n}.07`, currency }))

  it('leave no digit, sign or value in the markup', () => {
    fc.assert(
      fc.property(anyDto, (money) => {
        const html = draw(
          <>
            <Amount money={money} kind="movement" />
            <Amount money={money} kind="transfer" pending pendingWord strong size="big" code="inline" />
            <Total money={money} />
            <MoneyText money={money} sign="always" />
            <PrivateText>{`It was ${money.amount} before`}</PrivateText>
          </>,
          hidden,
        )
        expect(html).not.toMatch(/[0-9]|value=|[+\u2212]/)
        expect(html).not.toContain('class="amt in"')
      }),
    )
  })

  it('take the scale and the sums out of a chart, its sentence and its table', () => {
    const points = [
      { day: '2026-10-20', amount: '44170.94' },
      { day: '2026-11-20', amount: '45377.09' },
    ]
    const chart = draw(<StepChart label="Household total" currency="EUR" points={points} />, hidden)
    expect(chart).toContain('Amounts are hidden')
    expect(chart).not.toMatch(/44|45|377/)
    expect(draw(<BalanceTable label="Household total" currency="EUR" points={points} />, hidden)).not.toMatch(/44|45|377|value=/)
  })
})
