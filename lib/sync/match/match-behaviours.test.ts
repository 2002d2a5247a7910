import { describe } from 'vitest'
import { after, announced, book, expectCases, iban, ref } from './match-cases'

describe('known from other programs', () => {
  expectCases([
    [
      'a reference that appears only later is the same row',
      [[book('-5.00', '2026-11-10')], [book('-5.00', '2026-11-10', ref('R-10001'))]],
      ['BOOK 10 -500'],
    ],
    [
      'two references with the same words stay two',
      [
        [book('-5.00', '2026-11-10', ref('R-10001')), book('-5.00', '2026-11-10', ref('R-10002'))],
        [book('-5.00', '2026-11-10', ref('R-10002')), book('-5.00', '2026-11-10', ref('R-10001'))],
      ],
      ['BOOK 10 -500', 'BOOK 10 -500'],
    ],
    [
      'a transaction date that appears later changes nothing',
      [[book('-5.00', '2026-11-10')], [book('-5.00', '2026-11-10', { transactionDate: '2026-11-08' as never })]],
      ['BOOK 10 -500'],
    ],
    [
      'an equal row a month later is new',
      [[book('-5.00', '2026-10-10')], [book('-5.00', '2026-10-10'), book('-5.00', '2026-11-10')]],
      ['BOOK 10 -500', 'BOOK 10 -500'],
    ],
    [
      'an equal row of another shop is new',
      [[book('-5.00', '2026-11-10')], [book('-5.00', '2026-11-10'), book('-5.00', '2026-11-10', { shop: 'Apteekki' })]],
      ['BOOK 10 -500', 'BOOK 10 -500'],
    ],
    [
      'an announcement and its booking in one list are one, whichever comes first',
      [
        {
          list: [
            book('-5.00', '2026-11-11'),
            announced('-5.00', '2026-11-10'),
            announced('-6.00', '2026-11-10'),
            book('-6.00', '2026-11-11'),
          ],
          status: null,
        },
      ],
      ['BOOK 11 -500', 'BOOK 11 -600'],
    ],
    [
      'an announcement sent again after its booking is ignored',
      [
        { list: [announced('-5.00', '2026-11-10')], status: 'PDNG' },
        [book('-5.00', '2026-11-11')],
        { list: [announced('-5.00', '2026-11-10')], status: 'PDNG' },
      ],
      ['BOOK 11 -500'],
    ],
    [
      'a second announcement of a day is no echo of the booked first',
      [
        { list: [announced('-5.00', '2026-11-10')], status: 'PDNG' },
        [book('-5.00', '2026-11-10')],
        { list: [announced('-5.00', '2026-11-10'), announced('-5.00', '2026-11-10')], status: 'PDNG' },
      ],
      ['BOOK 10 -500', 'PDNG 10 -500'],
    ],
    [
      'a booking with an account number leaves an announcement without one',
      [{ list: [announced('-5.00', '2026-11-10')], status: 'PDNG' }, [book('-5.00', '2026-11-10', iban('85'))]],
      ['BOOK 10 -500', 'PDNG 10 -500'],
    ],
    [
      'a booking without reference leaves an announcement with one',
      [{ list: [announced('-5.00', '2026-11-10', ref('R-10001'))], status: 'PDNG' }, [book('-5.00', '2026-11-10')]],
      ['BOOK 10 -500', 'PDNG 10 -500'],
    ],
    [
      'the nearest announcement is taken',
      [{ list: [announced('-5.00', '2026-11-08'), announced('-5.00', '2026-11-12')], status: 'PDNG' }, [book('-5.00', '2026-11-13')]],
      ['BOOK 13 -500', 'PDNG 08 -500'],
    ],
    [
      'a cancellation beside a real announcement does not end it, whichever comes first',
      [
        { list: [announced('-5.00', '2026-11-10')], status: 'PDNG' },
        { list: [announced('-5.00', '2026-11-10', { status: 'CNCL' }), announced('-5.00', '2026-11-10')], status: null },
      ],
      ['PDNG 10 -500'],
    ],
    [
      'a rejected announcement ends',
      [{ list: [announced('-5.00', '2026-11-10')], status: 'PDNG' }, [announced('-5.00', '2026-11-10', { status: 'RJCT' })]],
      [],
    ],
    [
      'a hold is an announcement',
      [{ list: [announced('-5.00', '2026-11-10', { status: 'HOLD' })], status: 'PDNG' }, [book('-5.00', '2026-11-11')]],
      ['BOOK 11 -500'],
    ],
    [
      'other states stand for themselves',
      [[announced('-5.00', '2026-11-10', { status: 'OTHR' })], [book('-5.00', '2026-11-10')]],
      ['BOOK 10 -500', 'OTHR 10 -500'],
    ],
    [
      'other states become booked under their reference',
      [[announced('-5.00', '2026-11-10', { status: 'OTHR', ...ref('R-10001') })], [book('-5.00', '2026-11-10', ref('R-10001'))]],
      ['BOOK 10 -500'],
    ],
    [
      'payment and refund of one day are both kept',
      [[book('-5.00', '2026-11-10', ref('R-10001')), book('5.00', '2026-11-10', ref('R-10001'))]],
      ['BOOK 10 -500', 'BOOK 10 500'],
    ],
    [
      'one transaction id on unlike rows keeps both',
      [
        [book('-5.00', '2026-11-10', { transactionId: 'T-10001' })],
        [book('-5.00', '2026-11-10', { transactionId: 'T-10001' }), book('-7.00', '2026-11-10', { transactionId: 'T-10001' })],
      ],
      ['BOOK 10 -500', 'BOOK 10 -700'],
    ],
    [
      'one transaction id under changing references is one',
      [
        [book('-5.00', '2026-11-10', { transactionId: 'T-10001', ...ref('R-10001') })],
        [book('-5.00', '2026-11-10', { transactionId: 'T-10001', ...ref('R-20001') })],
      ],
      ['BOOK 10 -500'],
    ],
    ['rows without any day are kept once', [[book('-5.00', null)], [book('-5.00', null)]], ['BOOK 20 -500']],
  ])
})

describe('twins', () => {
  expectCases([
    [
      'without references stay as many as listed',
      [
        [book('-3.40', '2026-11-10'), book('-3.40', '2026-11-10')],
        [book('-3.40', '2026-11-10'), book('-3.40', '2026-11-10'), book('-3.40', '2026-11-10')],
      ],
      Array<string>(3).fill('BOOK 10 -340'),
    ],
    [
      'one of which moved by a day stay two',
      [
        [book('-3.40', '2026-11-10'), book('-3.40', '2026-11-10')],
        [book('-3.40', '2026-11-11'), book('-3.40', '2026-11-10')],
      ],
      ['BOOK 10 -340', 'BOOK 11 -340'],
    ],
    [
      'that moved one onto the other stay two',
      [
        [book('-3.40', '2026-11-10'), book('-3.40', '2026-11-11')],
        [book('-3.40', '2026-11-11'), book('-3.40', '2026-11-11')],
      ],
      ['BOOK 11 -340', 'BOOK 11 -340'],
    ],
    [
      'listed again at the top of a page are told by balances that run on',
      [
        [
          book('-1.00', '2026-11-11', after('86.60')),
          book('-2.00', '2026-11-11', after('87.60')),
          book('-6.60', '2026-11-11', after('89.60')),
          book('-3.40', '2026-11-11', after('96.20')),
          book('-3.40', '2026-11-11', after('96.20')),
        ],
      ],
      ['BOOK 11 -100', 'BOOK 11 -200', 'BOOK 11 -340', 'BOOK 11 -660'],
    ],
    [
      'with the balance of the day’s end on all of them stay two',
      [
        [
          book('-3.40', '2026-11-10', after('90.00')),
          book('-3.40', '2026-11-10', after('90.00')),
          book('-3.20', '2026-11-10', after('90.00')),
        ],
      ],
      ['BOOK 10 -320', 'BOOK 10 -340', 'BOOK 10 -340'],
    ],
    [
      'with a balance in no currency stay two',
      [[book('-3.40', '2026-11-10', after('90.00', 'XXX')), book('-3.40', '2026-11-10', after('90.00', 'XXX'))]],
      ['BOOK 10 -340', 'BOOK 10 -340'],
    ],
  ])
})
