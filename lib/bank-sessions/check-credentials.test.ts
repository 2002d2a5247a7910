import { describe, expect, test } from 'vitest'
import type { AuthMethod, CredentialField } from '@/lib/banking/port'
import { offeredMethods } from './aspsp-details'
import { checkCredentials } from './check-credentials'

const field = (more: Partial<CredentialField>): CredentialField => ({
  name: 'userId',
  title: 'User',
  required: true,
  description: null,
  template: null,
  ...more,
})

const method = (more: Partial<AuthMethod>): AuthMethod => ({
  name: null,
  title: null,
  psuType: 'personal',
  approach: 'REDIRECT',
  hidden: false,
  credentials: [],
  ...more,
})

const asking = (...credentials: CredentialField[]) => ({ name: null, title: null, approach: 'REDIRECT', credentials })

describe('what the person typed for the bank', () => {
  test('a bank that asks for nothing gets nothing, whatever is sent', () => {
    expect(checkCredentials(null, { userId: '1' })).toEqual({ values: null, errors: {} })
    expect(checkCredentials(asking(), { userId: '1' })).toEqual({ values: null, errors: {} })
  })

  test('is trimmed and limited to what the bank asked for', () => {
    const { values, errors } = checkCredentials(asking(field({})), { userId: ' 12345 ', other: 'x', __proto__: 'y' })
    expect(values).toEqual({ userId: '12345' })
    expect(errors).toEqual({})
  })

  test('must be there where it is required, and may be missing where it is not', () => {
    const typed = { userId: ' ', note: '' }
    expect(checkCredentials(asking(field({}), field({ name: 'note', required: false })), typed)).toEqual({
      values: null,
      errors: { userId: 'required' },
    })
  })

  test('must match the bank’s pattern as a whole', () => {
    const digits = asking(field({ template: '^[0-9]{5,8}$' }))
    expect(checkCredentials(digits, { userId: '123456' }).errors).toEqual({})
    expect(checkCredentials(digits, { userId: 'x123456' }).errors).toEqual({ userId: 'pattern' })
  })

  test('a pattern made to run for ever answers at once, and one that cannot be read is not held against the person', () => {
    const long = 'a'.repeat(150)
    expect(checkCredentials(asking(field({ template: '^(a+)+$' })), { userId: `${long}!` }).errors).toEqual({ userId: 'pattern' })
    expect(checkCredentials(asking(field({ template: '(?=lookahead' })), { userId: 'anything' }).errors).toEqual({})
  })

  test('is never longer than a person types', () => {
    expect(checkCredentials(asking(field({})), { userId: 'a'.repeat(201) }).errors).toEqual({ userId: 'too_long' })
  })
})

describe('ways to sign in at the bank', () => {
  const aspsp = {
    authMethods: [method({ name: 'app' }), method({ name: 'old', hidden: true }), method({ name: 'company', psuType: 'business' })],
  }

  test('are those of the kind of customer that are not hidden', () => {
    expect(offeredMethods(aspsp, 'personal').map(({ name }) => name)).toEqual(['app'])
    expect(offeredMethods(aspsp, 'business').map(({ name }) => name)).toEqual(['company'])
  })
})
