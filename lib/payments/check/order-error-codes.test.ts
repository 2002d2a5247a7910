import { describe, expect, it } from 'vitest'
import messages from '@/messages/en.json'
import { BULK_PROBLEMS } from '@/lib/payments/bulk/bulk-file'
import { ORDER_ERROR_CODES } from './order-error-codes'

describe('every code of what is wrong', () => {
  it('with a payment has words', () => {
    expect(ORDER_ERROR_CODES.filter((code) => !Object.hasOwn(messages.payments.errors, code))).toEqual([])
  })

  it('with a file has words', () => {
    expect(BULK_PROBLEMS.filter((code) => !Object.hasOwn(messages.payments.bulk, code))).toEqual([])
  })
})
