import type { MoneyDto } from '@/lib/core/money-dto'
import type { CopyRow } from './copy-sheet'
import type { PaymentStatus } from '@/lib/payments/payment-status'

/** A payment its maker carries to the bank: what to scan, to copy and to upload. */
export type ByHandPayment = {
  readonly id: string
  readonly status: PaymentStatus
  readonly bankName: string
  /** Of the payees that are still to be paid. */
  readonly amount: MoneyDto
  readonly currency: string
  /** Those still to be paid. `qr`: the text of an EPC QR code, or null where it can hold none. */
  readonly payees: readonly {
    readonly name: string
    readonly amount: string
    readonly qr: string | null
    readonly fields: readonly CopyRow[]
  }[]
  /** How many payees are left out because their debit is known. */
  readonly paidCount: number
  readonly hasFile: boolean
}
