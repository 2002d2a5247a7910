import type { Bank } from './world/bank'

/** The pages a person sees at the bank. Plain HTML: no script, no inline style, every text escaped. */
export type PageOptions = { readonly bank: Bank; readonly title: string; readonly body: string; readonly status?: number }

/**
 * No `form-action`: the last form of a visit ends in a redirect to the application that sent the person here,
 * and browsers hold that redirect against it.
 */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"

export function htmlPage({ bank, title, body, status = 200 }: PageOptions): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – ${escapeHtml(bank.name)}</title>
<link rel="stylesheet" href="/assets/simulator.css">
</head>
<body>
<header><p class="banner">Simulated bank – nothing here is real</p></header>
<main class="sheet">
<div class="bank"><img src="/logos/${bank.slug}.${bank.logo === 'png' ? 'png' : 'svg'}" alt=""><p>${escapeHtml(bank.name)}</p></div>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>`
  return new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export function paragraph(text: string, kind = ''): string {
  return `<p${kind ? ` class="${kind}"` : ''}>${escapeHtml(text)}</p>`
}

export type Choice = { readonly value: string; readonly label: string; readonly note: string; readonly checked: boolean }

/** Radio buttons or check boxes in a named group. */
export function choices(options: { type: 'radio' | 'checkbox'; name: string; legend: string; list: readonly Choice[] }): string {
  const { type, name, legend, list } = options
  const rows = list.map(
    ({ value, label, note, checked }) =>
      `<label class="choice"><input type="${type}" name="${name}" value="${escapeHtml(value)}"${checked ? ' checked' : ''}><span>${escapeHtml(label)}<small>${escapeHtml(note)}</small></span></label>`,
  )
  return `<fieldset><legend>${escapeHtml(legend)}</legend>${rows.join('')}</fieldset>`
}

export type Button = { readonly label: string; readonly value: string; readonly main?: boolean }

export function form(action: string, content: string, buttons: readonly Button[]): string {
  const row = buttons.map(
    ({ label, value, main }) =>
      `<button type="submit" name="action" value="${value}"${main ? ' class="main"' : ''}>${escapeHtml(label)}</button>`,
  )
  return `<form method="post" action="${escapeHtml(action)}">${content}<div class="buttons">${row.join('')}</div></form>`
}

/** Names and values; a value may be several lines. */
export function facts(list: readonly (readonly [name: string, value: string | readonly string[]])[]): string {
  const rows = list.map(([name, value]) => {
    const shown = typeof value === 'string' ? escapeHtml(value) : `<ul>${value.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
    return `<dt>${escapeHtml(name)}</dt><dd>${shown}</dd>`
  })
  return `<dl>${rows.join('')}</dl>`
}

export function signInForm(options: { action: string; people: readonly Choice[]; wrong: boolean }): string {
  const typed = `<details><summary>Use a user name and password</summary>
<label class="field"><span>User name</span><input type="text" name="typed_username" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
<label class="field"><span>Password</span><input type="password" name="typed_password" autocomplete="off"></label></details>`
  const content = `${options.wrong ? '<p class="wrong" role="alert">User name or password is wrong.</p>' : ''}${choices({ type: 'radio', name: 'username', legend: 'Sign in as', list: options.people })}${typed}`
  return form(options.action, content, [
    { label: 'Sign in', value: 'sign-in', main: true },
    { label: 'Cancel', value: 'cancel' },
  ])
}

/** Back to where the person came from, with something to tell. */
export function redirectBack(redirectUrl: string, answer: Record<string, string>): Response {
  const [address = '', fragment] = redirectUrl.split('#')
  const query = new URLSearchParams(answer).toString()
  const location = `${address}${address.includes('?') ? '&' : '?'}${query}${fragment === undefined ? '' : `#${fragment}`}`
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } })
}

/** The next step by GET, so that going back or reloading never sends a form again. */
export function nextStep(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, 'Cache-Control': 'no-store' } })
}
