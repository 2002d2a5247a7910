import pg from 'pg'

/** What becomes of one statement: sent and answered, never sent, carried out with the answer lost, or told of when answered. */
export type StatementFate = 'pass' | 'lose_before' | 'lose_after' | 'then_tell'

type Queryable = { query(...given: unknown[]): unknown }
type Callback = (error: Error | null, result?: unknown) => void
type BreakableClient = pg.Client & { connectionParameters: { application_name?: string }; connection: { stream: { destroy(): void } } }

/** Connections of tests and of the operator's tools look on; only those of the app break. */
const LOOKING_ON = 'saldo owner'

/**
 * Asks about every statement this process sends to PostgreSQL and breaks the connection where told. Works on the wire's own
 * client, so whatever stands above it (Prisma, the queue) meets what it would meet when a cable is pulled.
 * @returns undoes it
 */
export function watchStatements(decide: (text: string, connection: object) => StatementFate, tell = (): void => undefined): () => void {
  const prototype = pg.Client.prototype as unknown as Queryable
  const original = prototype.query
  prototype.query = function (this: BreakableClient, ...given: unknown[]): unknown {
    if (this.connectionParameters.application_name === LOOKING_ON) return original.apply(this, given)
    const fate = decide(textOf(given[0]), this)
    if (fate === 'lose_before') this.connection.stream.destroy()
    if (fate === 'then_tell') return onAnswer(original, { client: this, given }, (error) => (tell(), error))
    if (fate === 'lose_after') return onAnswer(original, { client: this, given }, (error) => error ?? loseAnswer(this))
    return original.apply(this, given)
  }
  return () => void (prototype.query = original)
}

function loseAnswer(client: BreakableClient): Error {
  client.connection.stream.destroy()
  return new Error('Connection terminated unexpectedly')
}

type Sent = { readonly client: BreakableClient; readonly given: unknown[] }

/** Sends it, and lets `judge` say with what error the answer arrives. */
function onAnswer(original: Queryable['query'], { client, given }: Sent, judge: (error: Error | null) => Error | null): unknown {
  const last = given.at(-1)
  if (typeof last === 'function') {
    const callback = last as Callback
    return original.apply(client, [...given.slice(0, -1), (error: Error | null, result: unknown) => callback(judge(error), result)])
  }
  const settle = (error: Error | null, result?: unknown) => {
    const judged = judge(error)
    if (judged) throw judged
    return result
  }
  return (original.apply(client, given) as Promise<unknown>).then(
    (result) => settle(null, result),
    (error: unknown) => settle(error as Error),
  )
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string } | null)?.text ?? '')
}
