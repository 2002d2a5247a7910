import { parseArgs } from 'node:util'
import { parseIsoDate } from '@/lib/core/iso-date'
import { PERSONALITIES, type PersonalityName } from './personalities'
import type { SimulatorOptions } from './simulator'
import type { SmallWorld } from './world/small-world'

export type ServerOptions = Omit<SimulatorOptions, 'now' | 'state' | 'onChange'> & {
  readonly port: number
  readonly host?: string
  readonly now?: () => Date
  /** Where sessions, consents and payments outlive a restart. */
  readonly stateFile?: string
  /** Applications registered from the start, looked at again when it changes. */
  readonly applicationsFile?: string
}

/** Everything the program needs to know is said in its arguments. @throws RangeError naming what cannot be used */
export function parseArguments(args: readonly string[]): ServerOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '3001' },
      host: { type: 'string', default: '127.0.0.1' },
      'base-url': { type: 'string' },
      seed: { type: 'string', default: 'saldo-demo' },
      applications: { type: 'string' },
      state: { type: 'string' },
      control: { type: 'boolean', default: false },
      'unattended-reads': { type: 'string', default: '4' },
      latency: { type: 'string', default: '0' },
      'world-begins': { type: 'string' },
      activity: { type: 'string' },
      banks: { type: 'string' },
      habit: { type: 'string', multiple: true, default: [] },
      'bench-accounts': { type: 'string' },
      'bench-transactions': { type: 'string', default: '10000' },
    },
  })
  return {
    port: whole(values.port),
    host: values.host,
    seed: values.seed,
    control: values.control,
    ...(values['base-url'] ? { baseUrl: values['base-url'].replace(/\/$/, '') } : {}),
    ...(values.applications ? { applicationsFile: values.applications } : {}),
    ...(values.state ? { stateFile: values.state } : {}),
    settings: { unattendedReadsPerDay: whole(values['unattended-reads']), latencyMs: whole(values.latency) },
    world: {
      ...(values['world-begins'] ? { begins: parseIsoDate(values['world-begins']) } : {}),
      ...(values.activity ? { activity: share(values.activity) } : {}),
      ...(values.banks ? { banks: values.banks.split(',').map((name) => name.trim()) } : {}),
      personalities: habits(values.habit),
    },
    ...(values['bench-accounts']
      ? { bench: { accounts: whole(values['bench-accounts']), transactionsPerAccount: whole(values['bench-transactions']) } }
      : {}),
  }
}

function habits(texts: readonly string[]): NonNullable<SmallWorld['personalities']> {
  return Object.fromEntries(
    texts.map((text) => {
      const [bank = '', name = ''] = text.split('=')
      if (!Object.hasOwn(PERSONALITIES, name)) throw new RangeError(`no personality ${name.slice(0, 40)}`)
      return [bank, name as PersonalityName]
    }),
  )
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`not a whole number: ${text.slice(0, 20)}`)
  return parseInt(text, 10)
}

function share(text: string): number {
  if (!/^\d(\.\d{1,6})?$/.test(text)) throw new RangeError(`not a share: ${text.slice(0, 20)}`)
  return parseFloat(text)
}
