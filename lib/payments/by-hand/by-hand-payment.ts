import type { MoneyDto } from '@/lib/core/money-dto'
import type { CopyRow } from './copy-sheet'
import type { PaymentStatus } from '@/lib/payments/payment-status'

/** A payment its maker carries to the bank: what to scan, to copy and to upload. */
export type ByHandPayment = {
  readonly id: string
  readonly status: PaymentStatus
  readonly bankName: string
  readonly amount: MoneyDto
  readonly currency: string
  /** By payee. `qr`: the text of an EPC QR code, or null where it can hold none. */
  readonly payees: readonly {
    readonly name: string
    readonly amount: string
    readonly qr: string | null
    readonly fields: readonly CopyRow[]
  }[]
  readonly hasFile: boolean
}
