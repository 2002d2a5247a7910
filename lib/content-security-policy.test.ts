import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

it('allows scripts and styles by nonce only, and no other host', () => {
  const policy = contentSecurityPolicy('abc', { isDevelopment: false })
  expect(policy).not.toMatch(/unsafe-|\*|https?:|ws:/)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';")
  expect(policy).toContain("style-src 'self' 'nonce-abc';")
})
