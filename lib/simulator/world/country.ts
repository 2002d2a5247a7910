/** What daily life looks like in one country: who one pays, and the words banks there use. All businesses are invented. */
export type Country = {
  readonly code: string
  readonly currency: string
  /** Local prices in percent of euro cents: 100 in the euro area, 1100 where a krona is a ninth of it. */
  readonly priceLevel: number
  readonly cities: readonly string[]
  readonly groceries: readonly string[]
  readonly cafes: readonly string[]
  readonly restaurants: readonly string[]
  /** Public transport and the price of one ticket in local minor units. */
  readonly transit: readonly [operator: string, fareMinor: number]
  readonly fuel: string
  readonly pharmacy: string
  readonly clothes: readonly string[]
  readonly shops: readonly string[]
  readonly employers: readonly string[]
  readonly landlord: string
  readonly energy: string
  readonly telecom: string
  readonly insurer: string
  readonly words: CountryWords
}

export type CountryWords = {
  readonly salary: string
  readonly rent: string
  readonly loan: string
  readonly savings: string
  readonly invoice: string
  readonly card: string
  readonly refund: string
  readonly interest: string
  readonly fee: string
  readonly cash: string
  readonly benefit: string
}
