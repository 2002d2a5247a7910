import { Logger } from 'graphile-worker'
import pino from 'pino'
import { logLevel } from './env'

/**
 * JSON lines on standard output. Only the facts listed here can be written, so that no name, number or secret gets into
 * a log because somebody logged an object. To log something new, add its name and make sure it never holds bank data.
 */
const FACT_NAMES = [
  'accountId',
  'attempt',
  'bankCode',
  'bankRequestId',
  'bankSessionId',
  'code',
  'connectorId',
  'count',
  'currencies',
  'day',
  'durationMs',
  'earliestDay',
  'household',
  'householdId',
  'httpStatus',
  'job',
  'jobId',
  'kind',
  'memberId',
  'method',
  'migration',
  'operation',
  'outcome',
  'phase',
  'port',
  'psuPresent',
  'paymentId',
  'reason',
  'retryAt',
  'route',
  'rows',
  'runId',
  'setAside',
  'state',
  'status',
  'trigger',
  'version',
  'workerId',
] as const

type Fact = string | number | boolean | bigint | Date | null | undefined

/** Short values under allow-listed names, and at most one error, of which only kind, code and name are kept. */
export type LogFacts = { readonly [Name in (typeof FACT_NAMES)[number]]?: Fact } & { readonly error?: unknown }

export const log = {
  debug: (event: string, facts?: LogFacts) => logger().debug(allowed(facts), event),
  info: (event: string, facts?: LogFacts) => logger().info(allowed(facts), event),
  warn: (event: string, facts?: LogFacts) => logger().warn(allowed(facts), event),
  error: (event: string, facts?: LogFacts) => logger().error(allowed(facts), event),
  /** The queue's own messages name jobs and may quote errors: only the scope's ids and a fixed event are written. */
  forGraphileWorker: () =>
    new Logger((scope) => (level) => {
      const facts = { workerId: scope.workerId, job: scope.taskIdentifier, jobId: scope.jobId }
      if (level === 'error') log.error('a job or the queue failed', facts)
      else if (level === 'warning') log.warn('the queue warns', facts)
      else log.debug('queue', facts)
    }),
}

const TEXT_LENGTH_MAX = 200

/** Keeps what is on the list; anything else is dropped without a trace. */
export function allowed(facts: LogFacts = {}): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const name of FACT_NAMES) {
    const value: Fact = facts[name]
    if (value !== undefined) kept[name] = printable(value)
  }
  return facts.error === undefined ? kept : { ...kept, error: describeError(facts.error) }
}

function printable(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string' || typeof value === 'bigint') return String(value).slice(0, TEXT_LENGTH_MAX)
  return '[dropped]'
}

/** Messages of errors quote what failed (SQL values, bank answers), so they stay out; the stack comes only at debug. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { kind, code } = error as { kind?: unknown; code?: unknown }
  const described: Record<string, unknown> = { name: error.name }
  if (typeof kind === 'string') described.kind = printable(kind)
  if (typeof code === 'string') described.code = printable(code)
  if (logger().isLevelEnabled('debug')) described.stack = stackWithoutMessage(error)
  return described
}

function stackWithoutMessage(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

/** Made at the first line, not at import; one per process, however often Next evaluates this module. */
const store = globalThis as { saldoLogger?: pino.Logger }

function logger(): pino.Logger {
  return (store.saldoLogger ??= pino({ level: logLevel(), base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }))
}
