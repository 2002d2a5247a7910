import type { PaymentHabitName } from '../payments/payment-habits'

/** What a bank does with payments beyond what its list entry says. */
export type PaymentWays = {
  readonly habit: PaymentHabitName
  /** Where the booked debit shows the payer's own id. */
  readonly endToEnd: 'nowhere' | 'remittance' | 'reference-number'
  /** A bulk is booked line by line, or as one debit. */
  readonly bulkBooking: 'each' | 'batch'
  readonly bookedOn: 'same-day' | 'next-day'
  readonly standingOrders: 'taken' | 'refused'
  /** Whether the payment's own answer tells how each of its lines stands. */
  readonly lineStatus: 'given' | 'asked'
}

const USUAL: PaymentWays = {
  habit: 'settles',
  endToEnd: 'nowhere',
  bulkBooking: 'each',
  bookedOn: 'same-day',
  standingOrders: 'taken',
  lineStatus: 'given',
}

const WAYS: Readonly<Record<string, Partial<PaymentWays>>> = {
  'Saaristo Bank': { endToEnd: 'remittance' },
  Kontur: { endToEnd: 'reference-number', lineStatus: 'asked' },
  'Tammi Savings Bank': { habit: 'in-process-is-final', standingOrders: 'refused', bookedOn: 'next-day' },
  Norrskenbanken: { endToEnd: 'reference-number', bulkBooking: 'batch' },
  'Koivu Cooperative Bank': { habit: 'goes-back' },
  'Kataja Cooperative Bank': { habit: 'pending-for-days', endToEnd: 'remittance' },
  'Pihlaja Cooperative Bank': { habit: 'unknown-on-the-way' },
  'Haapa Cooperative Bank': { habit: 'settled-not-final' },
  'Leppä Cooperative Bank': { habit: 'accepted-with-change' },
  'Paju Cooperative Bank': { habit: 'without-posting', standingOrders: 'refused' },
  'Tuomi Cooperative Bank': { habit: 'validated-is-final', endToEnd: 'reference-number' },
  'Raita Cooperative Bank': { habit: 'settled-then-rejected' },
  'Vaahtera Cooperative Bank': { habit: 'never-final' },
  'Tyrni Cooperative Bank': { habit: 'many-acceptances' },
  'Lehmus Cooperative Bank': { habit: 'cancelled-later' },
  'Jalava Cooperative Bank': { habit: 'cancellation-refused' },
  'Halava Cooperative Bank': { habit: 'rejects-late' },
  Älvbanken: { habit: 'received-for-long' },
  Skärgårdskassan: { habit: 'no-answer-is-rejection', standingOrders: 'refused' },
  Tallbanken: { habit: 'never-forgets' },
  Fjordkassen: { endToEnd: 'reference-number' },
  'Lyngheim Sparekasse': { endToEnd: 'remittance', bookedOn: 'next-day' },
  Bøgebanken: { habit: 'validated-is-final' },
  Lindenbank: { endToEnd: 'remittance', bulkBooking: 'batch', lineStatus: 'asked' },
  'Deichkasse Nord': { habit: 'partly-rejected', bookedOn: 'next-day' },
  Moorbank: { habit: 'unknown-in-the-end' },
  'Banque des Tilleuls': { habit: 'settles-at-creditor', standingOrders: 'refused' },
  'Lipova Banka': { endToEnd: 'reference-number', bookedOn: 'next-day' },
  'Banco Olivar': { habit: 'cancellation-accepted' },
  'Willow Bank': { habit: 'rejected-then-settled' },
}

export function paymentWaysOf(bankName: string): PaymentWays {
  return { ...USUAL, ...WAYS[bankName] }
}
