import { expect, test } from 'vitest'
import { withoutAnswered, type AspspDetails, type MethodChoice } from './aspsp-details'

const method = (name: string | null): MethodChoice => ({ name, title: null, approach: 'REDIRECT', credentials: [] })

const details: AspspDetails = {
  ...{ name: 'Kontur', country: 'FI', validUntil: '2027-02-18T10:00:00Z', testUsers: [] },
  psuTypes: ['personal', 'business'],
  methods: { personal: [method('app'), method('code')], business: [method('app')] },
}

const asked = (answered: { psuType: string; authMethod: string | null }) => {
  const { psuTypes, methods } = withoutAnswered(details, answered)
  return { psuTypes, ways: psuTypes.map((type) => methods[type].map(({ name }) => name)) }
}

test('a renewal asks neither for the kind of customer nor for the way that were chosen before', () => {
  expect(asked({ psuType: 'personal', authMethod: 'code' })).toEqual({ psuTypes: ['personal'], ways: [['code']] })
})

test('a way the bank no longer offers, or that was never named, is asked for again', () => {
  expect(asked({ psuType: 'personal', authMethod: 'gone' })).toEqual({ psuTypes: ['personal'], ways: [['app', 'code']] })
  expect(asked({ psuType: 'personal', authMethod: null })).toEqual({ psuTypes: ['personal'], ways: [['app', 'code']] })
})

test('a kind of customer the bank no longer serves leaves the choice whole', () => {
  expect(asked({ psuType: 'corporate', authMethod: 'app' })).toEqual({
    psuTypes: ['personal', 'business'],
    ways: [['app', 'code'], ['app']],
  })
})
