import { readActions } from './manifest'
import { cookieHeader, keepCookies, send, type Answer, type Jar } from './http'

export type ActionAnswer = Answer & {
  /** What our own code answered; null when it was never asked, or threw. */
  readonly result: { readonly ok: boolean; readonly data?: unknown; readonly error?: { readonly code: string } } | null
}

export type ActionCall = {
  readonly key: string
  readonly input: unknown
  readonly jar?: Jar
  /** In place of our own origin; null sends none. */
  readonly origin?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls a server action as the browser does: POST to a page that uses it, with its id and the arguments as JSON. */
export async function callAction(
  appUrl: string,
  { key, input, jar = new Map(), origin = appUrl, headers }: ActionCall,
): Promise<ActionAnswer> {
  const { id, path } = placeOf(key)
  const answer = await send(appUrl, {
    method: 'POST',
    path,
    headers: {
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      ...(origin === null ? {} : { origin }),
      ...cookieHeader(jar),
      ...headers,
    },
    body: JSON.stringify([input]),
  })
  keepCookies(jar, answer)
  return { ...answer, result: readResult(answer) }
}

/** The same action as a form that needs no script would send it. */
export function sendForm(appUrl: string, { key, input, jar = new Map(), origin = appUrl, headers }: ActionCall): Promise<Answer> {
  const { id, path } = placeOf(key)
  const boundary = 'a-form-of-another-page'
  const fields = [
    [`$ACTION_ID_${id}`, ''],
    ...Object.entries(input as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  ]
  const parts = fields.map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  const type = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  const from = origin === null ? {} : { origin }
  return send(appUrl, {
    method: 'POST',
    path,
    headers: { ...type, ...from, ...cookieHeader(jar), ...headers },
    body: `${parts.join('')}--${boundary}--\r\n`,
  })
}

function placeOf(key: string): { id: string; path: string } {
  const action = readActions().get(key)
  if (!action) throw new Error(`the build has no action ${key}`)
  const pages = action.pages.toSorted((a, b) => a.split('[').length - b.split('[').length)
  return { id: action.id, path: (pages[0] ?? '/').replace(/\[[^\]]+\]/g, '00000000-0000-7000-8000-000000000000') }
}

/**
 * Of React's answer, the row that carries what the action returned. A row of text before it ends without a line break, so
 * the row is looked for anywhere and read to its own end.
 */
function readResult({ body }: Answer): ActionAnswer['result'] {
  const start = /[0-9a-f]+:(?=\{"ok":(true|false)[,}])/.exec(body)
  if (!start) return null
  const line = body.slice(start.index + start[0].length).split('\n')[0] ?? ''
  return JSON.parse(line) as ActionAnswer['result']
}
