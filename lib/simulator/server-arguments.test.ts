import { expect, it } from 'vitest'
import { parseArguments } from './server-arguments'

it('are a whole world on port 3001 when nothing is said', () => {
  expect(parseArguments([])).toEqual({
    port: 3001,
    host: '127.0.0.1',
    seed: 'saldo-demo',
    control: false,
    settings: { unattendedReadsPerDay: 4, latencyMs: 0 },
    world: { personalities: {} },
  })
})

it('say how small the world is, what its banks are like and how slow', () => {
  const words = ['--world-begins', '2026-08-01', '--activity', '0.3', '--banks', 'Saaristo Bank, Kontur', '--latency', '200']
  const habits = ['--habit', 'Saaristo Bank=dates-shift', '--habit', 'Kontur=one-session']
  expect(parseArguments([...words, ...habits])).toMatchObject({
    settings: { latencyMs: 200 },
    world: {
      begins: '2026-08-01',
      activity: 0.3,
      banks: ['Saaristo Bank', 'Kontur'],
      personalities: { 'Saaristo Bank': 'dates-shift', Kontur: 'one-session' },
    },
  })
})

it.each([
  ['--port', 'x'],
  ['--latency', '1e3'],
  ['--activity', '-1'],
  ['--world-begins', '2026-02-30'],
  ['--habit', 'Kontur=constructor'],
  ['--unheard-of', '1'],
])('cannot be %s %s', (name, value) => {
  expect(() => parseArguments([`${name}=${value}`])).toThrow()
})
