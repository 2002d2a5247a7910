import { z } from 'zod'
import type { IsoDate } from '@/lib/core/iso-date'
import { cleanText } from '@/lib/core/text'
import { PAYMENT_CHANNELS, type PaymentOrder } from './order'
import { LINES_MAX } from './check/order-limits'

/** Only what would harm storage or mislead the eye is taken out; what the bank refuses is `checkOrder`'s to name. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((typed) => cleanText(typed).trim())
const optionalText = (max: number) =>
  text(max)
    .nullable()
    .transform((typed) => typed || null)
const code = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_]*$/)
const day = z.iso.date().transform((typed) => typed as IsoDate)

const accountNumber = z.strictObject({ scheme: code(20), identification: text(60) })

const line = z.strictObject({
  amount: z.string().max(40),
  payeeId: z.uuid().nullable(),
  name: text(140),
  account: accountNumber,
  bic: optionalText(20),
  clearing: z.strictObject({ systemId: optionalText(20), memberId: text(40) }).nullable(),
  country: optionalText(10),
  addressLines: z.array(text(140)).max(7),
  remittance: z.array(text(1_000)).max(20),
  reference: optionalText(60),
  regulatory: z.strictObject({ code: text(40), information: text(140) }).nullable(),
})

const standingOrder = z.strictObject({ frequency: code(8), executionRule: code(8).nullable(), endDate: day.nullable() })

/** A payment order from outside: its shape and caps. Unknown fields are refused, so that nothing rides along. */
export const PaymentOrderInput: z.ZodType<PaymentOrder> = z.strictObject({
  accountId: z.uuid(),
  channel: z.enum(PAYMENT_CHANNELS),
  paymentType: code(60),
  psuType: z.enum(['personal', 'business']),
  currency: code(3),
  executeOn: day.nullable(),
  standingOrder: standingOrder.nullable(),
  chargeBearer: code(10).nullable(),
  priority: code(10).nullable(),
  debtorEmail: optionalText(254),
  debtorPhone: optionalText(40),
  authMethod: optionalText(140),
  lines: z.array(line).min(1).max(LINES_MAX),
})

export const PaymentIdInput = z.uuid()
