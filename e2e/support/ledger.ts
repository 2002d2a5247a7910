/** The simulator's own books, to compare with what the app shows. */
export type LedgerAccount = {
  readonly key: string
  readonly bank: string
  readonly owners: readonly string[]
  readonly identificationHash: string
  readonly iban: string | null
  readonly currency: string
  readonly blocked: boolean
}

/** Accounts one person has at one bank. */
export async function listTrueAccounts(simulatorUrl: string, { bank, owner }: { bank: string; owner: string }): Promise<LedgerAccount[]> {
  const all = await read<LedgerAccount[]>(simulatorUrl, { what: 'accounts' })
  return all.filter((account) => account.bank === bank && account.owners.includes(owner))
}

/** In minor units of the account's currency, as booked now. */
export async function getTrueBalance(simulatorUrl: string, { identificationHash }: LedgerAccount): Promise<bigint> {
  const { booked } = await read<{ booked: string }>(simulatorUrl, { what: 'balances', hash: identificationHash })
  return BigInt(booked)
}

/** Days of all bookings, as they truly happened. */
export async function listTrueBookingDays(simulatorUrl: string, { identificationHash }: LedgerAccount): Promise<string[]> {
  const rows = await read<{ bookingDate: string }[]>(simulatorUrl, { what: 'booked', hash: identificationHash })
  return rows.map(({ bookingDate }) => bookingDate)
}

async function read<T>(simulatorUrl: string, query: Record<string, string>): Promise<T> {
  const answer = await fetch(`${simulatorUrl}/simulator/ledger?${new URLSearchParams(query)}`)
  if (!answer.ok) throw new Error(`the simulator answered ${answer.status}`)
  return (await answer.json()) as T
}
