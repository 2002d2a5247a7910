/** What the household knows about a payment before it is made, for the page that asks "is this right?". */
export type PaymentPreview = {
  /** Who may approve it as the second person; null: nobody has to. */
  readonly approvers: readonly string[] | null
  /** The same sum to the same account not long ago. */
  readonly duplicate: { readonly paymentId: string | null; readonly transactionId: string | null; readonly daysAgo: number } | null
  /** By line. */
  readonly payees: readonly { readonly isFirst: boolean; readonly hasChanged: boolean }[]
}
