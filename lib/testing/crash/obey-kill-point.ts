import http from 'node:http'
import { watchStatements } from '../breakable-statements'
import type { KillPoint } from './kill-points'

/** Lets this process die, as by `kill -9`, or stand still, as by `kill -STOP`, when it comes to the point. Nothing of the app knows of it. */
export function obeyKillPoint(point: KillPoint, signal: 'SIGKILL' | 'SIGSTOP'): void {
  let left = point.nth ?? 1
  const isReached = (text: string, before: readonly string[]): boolean => {
    if (!point.match.test(text) || (point.within && !before.some((sent) => point.within!.test(sent)))) return false
    left -= 1
    return left === 0
  }
  const end = () => void process.kill(process.pid, signal)
  if (point.on === 'call') watchCalls(point, isReached, end)
  else watchTransactions(point, isReached, end)
}

type Reached = (text: string, before: readonly string[]) => boolean

function watchTransactions({ when }: KillPoint, isReached: Reached, end: () => void): void {
  const sent = new WeakMap<object, string[]>()
  watchStatements((text, connection) => {
    const before = /^BEGIN/i.test(text) ? [] : (sent.get(connection) ?? [])
    sent.set(connection, [...before, text])
    if (!isReached(text, before)) return 'pass'
    if (when === 'after') return 'then_tell'
    end()
    return 'pass'
  }, end)
}

function watchCalls({ when }: KillPoint, isReached: Reached, end: () => void): void {
  const original = http.request
  http.request = ((url: URL, ...more: [http.RequestOptions]) => {
    const reached = isReached(`${url.pathname}${url.search}`, [])
    if (reached && when === 'before') end()
    const request = original(url, ...more)
    if (reached) request.once('response', end)
    return request
  }) as typeof http.request
}
