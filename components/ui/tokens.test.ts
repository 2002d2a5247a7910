import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')
const light = tokensIn(css.slice(css.indexOf(':root {')))
const dark = { ...light, ...tokensIn(css.slice(css.indexOf(":root[data-theme='dark']"))) }
const system = { ...light, ...tokensIn(css.slice(css.indexOf('prefers-color-scheme: dark'))) }

/** Text on what lies under it: 4.5 to 1 (WCAG 2.2, 1.4.3). */
const TEXT_PAIRS: [ink: string, ground: string][] = [
  ...['text', 'muted', 'minor', 'accent', 'positive', 'warning', 'danger'].flatMap((ink): [string, string][] => [
    [ink, 'bg'],
    [ink, 'surface'],
  ]),
  ...['text', 'muted', 'accent', 'minor'].map((ink): [string, string] => [ink, 'accent-wash']),
  ['text', 'warning-wash'],
  ['warning', 'warning-wash'],
  ['text', 'danger-wash'],
  ['danger', 'danger-wash'],
  ['accent', 'danger-wash'],
  ['accent', 'warning-wash'],
  ['text', 'positive-wash'],
  ['positive', 'positive-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-press'],
  ['bg', 'text'],
  ['tile-1-ink', 'tile-1'],
  ['tile-2-ink', 'tile-2'],
  ['tile-3-ink', 'tile-3'],
  ['tile-4-ink', 'tile-4'],
]

/** Borders of controls, focus rings and chart lines on the page: 3 to 1 (1.4.11). */
const SHAPE_PAIRS = ['control', 'accent', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c-in', 'c-out'].map((shape): [string, string] => [
  shape,
  'bg',
])

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, tokens) => {
  it.each(TEXT_PAIRS)('reads %s on %s', (ink, ground) => {
    expect(contrast(tokens, ink, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPE_PAIRS)('shows %s on %s', (shape, ground) => {
    expect(contrast(tokens, shape, ground)).toBeGreaterThanOrEqual(3)
  })
})

it('is the same dark whether chosen or taken from the device', () => {
  expect(system).toEqual(dark)
})

function tokensIn(text: string): Record<string, string> {
  const block = text.slice(0, text.indexOf('}'))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/** WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of relative luminances. */
function contrast(tokens: Record<string, string>, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(tokens[one]), luminance(tokens[other])].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string | undefined): number {
  const channels = /^#([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/i.exec(colour ?? '')
  if (!channels) throw new Error(`not a colour: ${colour}`)
  const [red = 0, green = 0, blue = 0] = channels.slice(1).map((hex) => {
    const value = Number.parseInt(hex, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
