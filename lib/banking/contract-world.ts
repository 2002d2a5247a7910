import { expect } from 'vitest'
import { BankError, type BankErrorKind } from './errors'
import type { AccountNumber } from './payment-port'
import type { AspspRef, Connector } from './port'

export type SentRequest = { readonly method: string; readonly url: URL; readonly headers: Headers; readonly body: string }

/** One bank world with one connector in it; every test gets a new one. */
export type ContractWorld = {
  readonly connector: Connector
  readonly now: Date
  /** A bank with several pages of bookings, at least one pending row, for personal use. */
  readonly aspsp: AspspRef
  /** Another bank of the same country. */
  readonly otherAspsp: AspspRef
  readonly redirectUrl: string
  /** Plays the person on the bank's pages; answers the query the browser comes back with. */
  approve(url: string): Promise<URLSearchParams>
  decline(url: string): Promise<URLSearchParams>
  /** Whom the person pays from `aspsp`, and on which pages. */
  readonly paying: {
    readonly debtorAccount: AccountNumber
    readonly creditorAccount: AccountNumber
    approve(url: string): Promise<URLSearchParams>
    decline(url: string): Promise<URLSearchParams>
  }
  /** Everything sent so far, oldest first. */
  readonly sent: readonly SentRequest[]
  /** The next request reaches the bank, but its answer is this. */
  loseNextAnswer(answer: () => Promise<Response>): void
}

export type MakeWorld = () => Promise<ContractWorld>

/** @returns the error, for more to be said of it */
export async function expectKind(work: Promise<unknown>, kind: BankErrorKind): Promise<BankError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(BankError)
  expect((error as BankError).kind).toBe(kind)
  return error as BankError
}
