import { z } from 'zod'
import type { AccountNumber } from '@/lib/banking/payment-port'
import { cleanText } from '@/lib/core/text'

/** Somebody the household pays. Instants are ISO 8601. */
export type Payee = {
  readonly id: string
  readonly name: string
  readonly isShared: boolean
  readonly isMine: boolean
  /** Who of the household put it on the list. */
  readonly memberName: string
  /** For lists: "FI …1836". */
  readonly hint: string
  readonly createdAt: string
  /** The last payment to this account that the viewer may know of. */
  readonly lastPaidAt: string | null
  /** When the account number last changed. */
  readonly changedAt: string | null
} & PayeeAccount

/** Where a payee's money goes, with what some banks ask for besides. */
export type PayeeAccount = {
  readonly account: AccountNumber
  readonly bic: string | null
  readonly clearing: { readonly systemId: string | null; readonly memberId: string } | null
  readonly country: string | null
  readonly addressLines: readonly string[]
}

/** Somebody the person may mean while they type: a payee, an own account, or whoever was paid from an account they see. */
export type PayeeSuggestion = {
  readonly key: string
  readonly kind: 'payee' | 'own' | 'history'
  /** Whom the money goes to. */
  readonly name: string
  /** What the household calls an own account. */
  readonly alias: string | null
  readonly account: AccountNumber
  readonly hint: string
  readonly payeeId: string | null
  readonly bic: string | null
  readonly country: string | null
  /** Of an own account: its bank, for `<Tile id>`. */
  readonly bankTileId: string | null
}

const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((typed) => cleanText(typed).trim())
const optional = (max: number) =>
  text(max)
    .nullable()
    .transform((typed) => typed || null)

/** A payee from outside. The browser makes the id, so that one saved twice is one; an id that is known is an edit. */
export const payeeInput = z.strictObject({
  id: z.uuid(),
  name: text(140).refine((name) => name !== '', 'required'),
  isShared: z.boolean(),
  account: z.strictObject({ scheme: z.string().regex(/^[A-Z]{3,20}$/), identification: text(60) }),
  bic: optional(20),
  clearing: z.strictObject({ systemId: optional(20), memberId: text(40) }).nullable(),
  country: optional(2),
  addressLines: z.array(text(140)).max(7),
})

export type PayeeInput = z.infer<typeof payeeInput>
