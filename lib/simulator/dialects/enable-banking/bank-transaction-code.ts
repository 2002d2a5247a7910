import type { TrueRow } from '../../world/true-row'
import { isPresented, type ReferenceContext } from './references'

const CODES: Record<TrueRow['kind'], readonly [description: string, code: string, outSubCode: string, inSubCode: string]> = {
  card: ['Card payment', 'CCRD', 'POSD', 'POSC'],
  cash: ['Cash withdrawal', 'CCRD', 'CWDL', 'CDPT'],
  transfer: ['Transfer', 'ICDT', 'ESCT', 'ESCT'],
  'direct-debit': ['Direct debit', 'IDDT', 'ESDD', 'RCDD'],
  invoice: ['Invoice payment', 'ICDT', 'ESCT', 'ESCT'],
  salary: ['Salary', 'RCDT', 'SALA', 'SALA'],
  mobile: ['Mobile payment', 'IRCT', 'ESCT', 'ESCT'],
  interest: ['Interest', 'MDOP', 'INTR', 'INTR'],
  fee: ['Fee', 'MDOP', 'FEES', 'FEES'],
  loan: ['Loan', 'LOAN', 'PPAY', 'DDWN'],
}

/** ISO 20022 family and sub-family; a payment booked at once has the merchant's codes until it is presented. */
export function bankTransactionCode(row: TrueRow, { readable, at }: ReferenceContext): unknown {
  const [description, code, outSubCode, inSubCode] = CODES[row.kind]
  const sub_code = row.minor < 0n ? outSubCode : inSubCode
  const atOnce = readable.quirks.bookings === 'at-once' && row.kind === 'card'
  return atOnce && !isPresented(row, at) ? { description, code: 'MCRD', sub_code: 'UPCT' } : { description, code, sub_code }
}
