import { z } from 'zod'
import { findCurrency } from '@/lib/core/currency'
import { toMoneyDto, type MoneyDto } from '@/lib/core/money-dto'

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)

const StoredMoney = z
  .object({ minor: z.string().regex(/^-?\d{1,19}$/), currency: z.string() })
  .nullish()
  .catch(null)
  .transform((value): MoneyDto | null => {
    const currency = findCurrency(value?.currency)
    return value && currency ? toMoneyDto({ minor: BigInt(value.minor), currency }) : null
  })

const StoredParty = z.object({
  name: text,
  iban: text,
  otherAccount: text,
  addressLines: z.array(z.string()).catch([]),
})

/** The facts of a row as they were sealed: the port's transaction with minor units as text. Older forms lack what is newer. */
const StoredDetail = z.object({
  entryReference: text,
  transactionId: text,
  status: text,
  amountExcess: text,
  bookingDate: text,
  valueDate: text,
  transactionDate: text,
  creditor: StoredParty,
  debtor: StoredParty,
  remittance: z.array(z.string()).catch([]),
  referenceNumber: text,
  bankCode: z.object({ code: text, subCode: text, description: text }),
  merchantCategoryCode: text,
  balanceAfter: StoredMoney,
  exchange: z.object({ rate: text, unitCurrency: text, instructed: StoredMoney }).nullish().catch(null),
  note: text,
})

export type StoredDetail = z.infer<typeof StoredDetail>

/** @throws ZodError when the text is not what `store` sealed */
export function parseStoredDetail(json: string): StoredDetail {
  return StoredDetail.parse(JSON.parse(json))
}
