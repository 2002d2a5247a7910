import type { Ids, IdKind, Principal } from './principal'
import { guessedId, type World } from './world'

/** A value put where an id belongs, and what it is. */
export type Knock = { readonly what: string; readonly value: unknown }

/** Another member's access of which some accounts are shared: whose it is, is no secret; it is still theirs alone to act on. */
export const SHARED_ACCESS = "another member's, with shared accounts"

/** What is not there as far as this principal may know: whoever asks must hear the same for each of them. */
export function absentIds(world: World, principal: Principal, kind: IdKind): Knock[] {
  const strangers = strangersOf(world, principal)
  const mayBePrivate: readonly IdKind[] = ['account', 'transaction', 'bankSession', 'bankApp', 'loginSession', 'payment', 'payee']
  const hidden = INSIDERS.includes(principal) && principal !== 'holder' && mayBePrivate.includes(kind)
  return [
    { what: 'never there', value: guessedId() },
    { what: 'of another household', value: strangers[kind] },
    { what: 'deleted', value: world.deleted[kind] },
    ...(hidden ? [{ what: "another member's", value: world.privates[kind] }] : []),
    ...(hidden && kind === 'bankSession' ? [{ what: SHARED_ACCESS, value: world.sharedBankSessionId }] : []),
  ]
}

/** What is no id at all, made of ids that are not this principal's. */
export function oddIds(world: World, principal: Principal, kind: IdKind): Knock[] {
  const [strange, hidden] = [strangersOf(world, principal)[kind], world.privates[kind]]
  return [
    { what: 'null', value: null },
    { what: 'a list', value: [strange, hidden] },
    { what: 'an object', value: { id: hidden, equals: hidden, not: guessedId(), in: [hidden, strange] } },
    { what: 'empty', value: '' },
    { what: 'a number', value: 1 },
    { what: 'true', value: true },
    { what: 'quotes', value: `${hidden}' OR '1'='1` },
    { what: 'in capitals', value: strange.toUpperCase() },
    { what: 'with spaces', value: ` ${strange} ` },
    { what: 'without dashes', value: strange.replaceAll('-', '') },
    { what: 'in braces', value: `{${strange}}` },
    { what: 'with a zero byte', value: `${strange}\u0000` },
    { what: 'a wildcard', value: '%' },
    { what: 'a prototype', value: '__proto__' },
    { what: 'long', value: strange.repeat(50) },
  ]
}

const INSIDERS: readonly Principal[] = ['viewer', 'adult', 'owner', 'holder']

function strangersOf({ foreigners, privates }: World, principal: Principal): Ids {
  return INSIDERS.includes(principal) ? foreigners : privates
}

/** `input` with something else at a path such as `accounts.0.accountId`. */
export function withValueAt(input: unknown, path: string, value: unknown): unknown {
  const [step, ...rest] = path.split('.')
  if (step === undefined || step === '') return value
  const next = withValueAt((input as Record<string, unknown>)[step], rest.join('.'), value)
  if (Array.isArray(input)) return input.map((item: unknown, at) => (String(at) === step ? next : item))
  return { ...(input as Record<string, unknown>), [step]: next }
}

/**
 * An answer without what differs between two askings of the same: the id itself, nonces, times, and of a page the scripts,
 * whose rows come in the order they are ready; what a person is shown stays whole.
 */
export function withoutChance(text: string, ids: readonly string[]): string {
  const bare = ids.reduce((rest, id) => rest.replaceAll(encodeURIComponent(id), '·id·').replaceAll(id, '·id·'), text)
  const shown = bare.startsWith('<!DOCTYPE html>') ? bare.replace(/<script\b.*?<\/script>|<link\b[^>]*>|<!--.*?-->/gs, '') : bare
  return shown
    .replace(/nonce="[^"]*"/g, '·nonce·')
    .replace(/\b(id|for|aria-labelledby|aria-describedby|aria-controls)="[^"]*"/g, '$1')
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, '·time·')
}
