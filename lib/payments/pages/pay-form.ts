import { z } from 'zod'

const text = (max: number) => z.string().max(max)
const choice = text(60).nullable()

/** One payee of the form, as typed: nothing is checked here, so that a draft keeps whatever was there. */
const payLine = z.strictObject({
  /** Tells the lines of one form apart on the page. */
  key: text(40),
  payeeId: z.uuid().nullable(),
  name: text(140),
  account: text(80),
  /** In the person's own writing, "1 284,60". */
  amount: text(40),
  /** One text a line of the message; the first may be a reference. */
  message: z.array(text(1_000)).min(1).max(12),
  /** Beside a reference, where the bank takes both. */
  alsoMessage: text(1_000),
  bic: text(20),
  clearingSystem: text(20),
  clearingMember: text(40),
  country: text(2),
  address: text(500),
  regulatoryCode: text(40),
  regulatoryInformation: text(200),
})

const repeatForm = z.strictObject({ frequency: text(8), executionRule: choice, endDate: text(10).nullable() })

/** What the payment form holds, as it is kept in a draft. */
export const payFormInput = z.strictObject({
  accountId: z.uuid().nullable(),
  /** Null: the first that fits. */
  paymentType: choice,
  currency: text(3),
  /** YYYY-MM-DD; null: at once. */
  executeOn: text(10).nullable(),
  repeat: repeatForm.nullable(),
  chargeBearer: choice,
  priority: choice,
  authMethod: text(140).nullable(),
  email: text(140),
  phone: text(40),
  isSeveral: z.boolean(),
  lines: z.array(payLine).min(1).max(500),
})

export type PayForm = z.output<typeof payFormInput>
export type PayLine = PayForm['lines'][number]

/** The form of a draft, or null when an older version of it no longer fits. */
export function findPayForm(value: unknown): PayForm | null {
  return payFormInput.safeParse(value).data ?? null
}
