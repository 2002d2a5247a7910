import { describe } from 'vitest'
import { parseMoney } from '@/lib/core/money'
import { announced, book, expectCases, ref } from './match-cases'

describe('a booked row the bank changed', () => {
  expectCases([
    ['by three days is one', [[book('-5.00', '2026-11-10')], [book('-5.00', '2026-11-13')]], ['BOOK 13 -500']],
    ['by three days back is one', [[book('-5.00', '2026-11-13')], [book('-5.00', '2026-11-10')]], ['BOOK 10 -500']],
    [
      'by a day under its reference is one',
      [[book('-5.00', '2026-11-10', ref('R-10001'))], [book('-5.00', '2026-11-11', ref('R-10001'))]],
      ['BOOK 11 -500'],
    ],
    ['by a week, the same shop, is one', [[book('-5.00', '2026-11-10')], [book('-5.00', '2026-11-17')]], ['BOOK 17 -500']],
    [
      'in its code only is one',
      [
        [book('-5.00', '2026-11-10', { bankCode: { code: 'MCRD', subCode: null, description: null } })],
        [book('-5.00', '2026-11-10', { bankCode: { code: 'CCRD', subCode: 'POSD', description: null } })],
      ],
      ['BOOK 10 -500'],
    ],
    [
      'in its technical line is one',
      [
        [book('-5.00', '2026-11-10', { remittance: ['POS 5.00 AT D1 10.11. 14:03'] })],
        [book('-5.00', '2026-11-10', { remittance: ['POS 5.00 AT 10.11. 14:03 K1', 'Kauppa Wien'] })],
      ],
      ['BOOK 10 -500'],
    ],
    [
      'in all its words is one',
      [[book('-5.00', '2026-11-10', { shop: 'CARD-1234' })], [book('-5.00', '2026-11-10', { shop: 'Apteekki' })]],
      ['BOOK 10 -500'],
    ],
    [
      'in its sum under its reference is one',
      [[book('-1.00', '2026-11-10', ref('R-10001'))], [book('-63.20', '2026-11-12', ref('R-10001'))]],
      ['BOOK 12 -6320'],
    ],
    [
      'in its reference, with all others, is one',
      [
        [book('-5.00', '2026-11-10', ref('R-10001')), book('-6.00', '2026-11-10', ref('R-10002'))],
        [book('-5.00', '2026-11-10', ref('N-10002')), book('-6.00', '2026-11-10', ref('N-10003'))],
      ],
      ['BOOK 10 -500', 'BOOK 10 -600'],
    ],
    [
      'only in appearance stays two: the list still names it',
      [[book('-5.00', '2026-11-10')], [book('-5.00', '2026-11-10'), book('-5.00', '2026-11-12')]],
      ['BOOK 10 -500', 'BOOK 12 -500'],
    ],
    [
      'in day and words is not merged',
      [[book('-5.00', '2026-11-10', { shop: 'Kauppa' })], [book('-5.00', '2026-11-12', { shop: 'Apteekki' })]],
      ['BOOK 10 -500', 'BOOK 12 -500'],
    ],
    [
      'before the days of the list is not known to be gone',
      [[book('-5.00', '2026-11-08')], { list: [book('-5.00', '2026-11-11')], days: { from: '2026-11-10' as never } }],
      ['BOOK 08 -500', 'BOOK 11 -500'],
    ],
  ])
})

describe('an announcement of another sum', () => {
  expectCases([
    [
      'is its booking by reference, whatever the hold',
      [
        { list: [announced('-100.00', '2026-11-10', { shop: 'Neste', ...ref('R-10001') })], status: 'PDNG' },
        [book('-63.20', '2026-11-12', { shop: 'Neste', ...ref('R-10001') })],
      ],
      ['BOOK 12 -6320'],
    ],
    [
      'is its booking by transaction id',
      [
        { list: [announced('-40.00', '2026-11-10', { transactionId: 'T-10001' })], status: 'PDNG' },
        [book('-44.00', '2026-11-12', { transactionId: 'T-10001' })],
      ],
      ['BOOK 12 -4400'],
    ],
    [
      'is its booking with a tip, once it is gone',
      [{ list: [announced('-40.00', '2026-11-10')], status: 'PDNG' }, [book('-46.00', '2026-11-11')], { list: [], status: 'PDNG' }],
      ['BOOK 11 -4600'],
    ],
    [
      'stays while the bank lists it',
      [
        { list: [announced('-40.00', '2026-11-10')], status: 'PDNG' },
        [book('-46.00', '2026-11-11')],
        { list: [announced('-40.00', '2026-11-10')], status: 'PDNG' },
      ],
      ['BOOK 11 -4600', 'PDNG 10 -4000'],
    ],
    [
      'is its booking after a hold of 1.00',
      [
        { list: [announced('-1.00', '2026-11-10', { shop: 'Neste' })], status: 'PDNG' },
        [book('-63.20', '2026-11-11', { shop: 'Neste' })],
        { list: [], status: 'PDNG' },
      ],
      ['BOOK 11 -6320'],
    ],
    [
      'is its booking after a hold of 100.00',
      [
        { list: [announced('-100.00', '2026-11-10', { shop: 'Neste' })], status: 'PDNG' },
        [book('-63.20', '2026-11-11', { shop: 'Neste' })],
        { list: [], status: 'PDNG' },
      ],
      ['BOOK 11 -6320'],
    ],
    [
      'in the shop’s currency is its booking by id',
      [
        {
          list: [{ ...announced('-10.00', '2026-11-10', { transactionId: 'T-10001', shop: '' }), amount: parseMoney('-10.00', 'USD') }],
          status: 'PDNG',
        },
        [
          book('-9.31', '2026-11-12', {
            transactionId: 'T-10001',
            shop: '',
            exchange: { rate: null, unitCurrency: 'USD', instructed: parseMoney('10.00', 'USD') },
          }),
        ],
      ],
      ['BOOK 12 -931'],
    ],
    [
      'of another shop is never merged',
      [{ list: [announced('-40.00', '2026-11-10', { shop: 'Ravintola' })], status: 'PDNG' }, [book('-46.00', '2026-11-11')]],
      ['BOOK 11 -4600', 'PDNG 10 -4000'],
    ],
    [
      'far from the booked sum is called off',
      [{ list: [announced('-40.00', '2026-11-10')], status: 'PDNG' }, [book('-8.00', '2026-11-11')], { list: [], status: 'PDNG' }],
      ['BOOK 11 -800'],
    ],
  ])
})

describe('scheduled rows', () => {
  expectCases([
    ['are kept', [{ list: [announced('-5.00', '2026-11-25', { status: 'SCHD' })], status: null }], ['SCHD 25 -500']],
    [
      'give way to their announcement, and that to its booking',
      [
        { list: [announced('-5.00', '2026-11-12', { status: 'SCHD' })], status: null },
        { list: [announced('-5.00', '2026-11-12')], status: null },
        { list: [book('-5.00', '2026-11-13')], status: null },
      ],
      ['BOOK 13 -500'],
    ],
  ])
})
