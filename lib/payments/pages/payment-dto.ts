import type { MoneyDto } from '@/lib/core/money-dto'
import type { AccountNumber } from '@/lib/banking/payment-port'
import type { PaymentChannel } from '@/lib/payments/order'
import type { PaymentEventKind } from '@/lib/payments/payment-event'
import type { PaymentStatus, PaymentWord } from '@/lib/payments/payment-status'

/** One payment of a list. Days are 'YYYY-MM-DD', instants ISO 8601. */
export type PaymentRow = {
  readonly id: string
  readonly status: PaymentStatus
  readonly word: PaymentWord
  readonly isBooked: boolean
  /** The bank took some lines and refused others. */
  readonly hasRefusedLines: boolean
  readonly channel: PaymentChannel
  readonly paymentType: string
  readonly isRecurring: boolean
  readonly lineCount: number
  readonly creditorName: string
  readonly amount: MoneyDto
  readonly accountId: string
  readonly accountName: string
  readonly createdAt: string
  readonly executeOn: string | null
  readonly isMine: boolean
  readonly memberName: string
  /** The viewer could approve it and has not yet answered. */
  readonly needsMyApproval: boolean
  readonly needsAttention: boolean
}

export type PaymentLineDto = {
  readonly position: number
  readonly amount: MoneyDto
  readonly name: string
  readonly account: AccountNumber
  readonly remittance: readonly string[]
  readonly reference: string | null
  readonly endToEndId: string
  readonly word: PaymentWord | null
  readonly bankStatus: string | null
  readonly booking: PaymentBookingDto | null
}

export type PaymentBookingDto = {
  readonly transactionId: string
  /** For a list's link; null when the viewer may not see the row's account. */
  readonly name: string
  readonly description: string | null
  readonly amount: MoneyDto
  readonly day: string
  readonly because: string
  readonly foundAt: string
}

export type PaymentEventDto = {
  readonly id: string
  readonly kind: PaymentEventKind
  readonly at: string
  readonly memberName: string | null
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}

/** Everything the page of one payment shows. */
export type PaymentDetail = PaymentRow & {
  readonly accountNumber: string | null
  readonly bankName: string
  readonly lines: readonly PaymentLineDto[]
  readonly bankStatus: string | null
  readonly bankReasonCode: string | null
  readonly bankReasonText: string | null
  readonly bankPaymentId: string | null
  readonly isFinal: boolean
  /** How often the bank was asked to take it. */
  readonly attemptCount: number
  readonly submittedAt: string | null
  readonly endedAt: string | null
  readonly bookedAt: string | null
  readonly lastPolledAt: string | null
  readonly nextPollAt: string | null
  readonly lastPollError: string | null
  readonly askBankSince: string | null
  readonly standingOrder: { readonly frequency: string; readonly executionRule: string | null; readonly endDate: string | null } | null
  readonly events: readonly PaymentEventDto[]
  /** Every debit that was found. */
  readonly bookings: readonly PaymentBookingDto[]
  /** Rows that may be the debit; the person can say which. */
  readonly possibleBookings: readonly PaymentBookingDto[]
  /** What the viewer can do with it now. */
  readonly may: {
    readonly send: boolean
    readonly continueAtBank: boolean
    readonly askBank: boolean
    readonly withdraw: boolean
    readonly approve: boolean
    readonly payAgain: boolean
  }
}
