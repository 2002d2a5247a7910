import { expect, it, vi } from 'vitest'
import { createClient, ORIGIN } from './test-client'
import { redirectBack } from './sca-page'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

it('escapes what the application calls itself, everywhere', async () => {
  const name = `<img src=x onerror="alert('1')">&`
  const client = createClient({ application: { name } })
  const { body } = await client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'x' }) })
  const url = body.url as string
  const texts: string[] = []
  const steps: Record<string, string>[] = [
    { action: 'sign-in', username: 'aino.virtanen' },
    { action: 'continue', account: 'fi-saaristo-bank/joint' },
  ]
  for (const step of steps) {
    await client.submit(url, step)
    texts.push(await (await client.simulator.fetch(new Request(url))).text())
  }
  for (const text of texts) {
    expect(text).not.toContain('<img src=x')
    expect(text).toContain('&#60;img src=x')
  }
})

it('has no script, no inline style and a policy that forbids both', async () => {
  const client = createClient()
  const { body } = await client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'x' }) })
  const page = await client.simulator.fetch(new Request(body.url as string))
  const policy = page.headers.get('content-security-policy')!
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toContain('form-action')
  expect(await page.text()).not.toMatch(/<script|style=|onclick/)
  expect((await client.simulator.fetch(new Request(`${ORIGIN}/assets/simulator.css`))).headers.get('content-type')).toContain('text/css')
})

it('sends people back without losing what their address already says', () => {
  const location = (url: string) => redirectBack(url, { state: 'a b', code: 'c' }).headers.get('location')
  expect(location('https://saldo.example/cb')).toBe('https://saldo.example/cb?state=a+b&code=c')
  expect(location('https://saldo.example/cb?x=1#top')).toBe('https://saldo.example/cb?x=1&state=a+b&code=c#top')
})

it('draws a logo for every bank, one of them hostile', async () => {
  const client = createClient()
  const { body } = await client.call('GET', '/aspsps')
  let hostile = 0
  for (const { logo, group } of body.aspsps as { logo: string; group: { logo: string } | null }[]) {
    for (const url of [logo, ...(group ? [group.logo] : [])]) {
      const answer = await client.simulator.fetch(new Request(url))
      expect(answer.status, url).toBe(200)
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (url.endsWith('.png')) expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      else hostile += bytes.includes('<script') ? 1 : 0
    }
  }
  expect(hostile).toBe(1)
  expect((await client.simulator.fetch(new Request(`${ORIGIN}/logos/../secret`))).status).toBe(404)
})
