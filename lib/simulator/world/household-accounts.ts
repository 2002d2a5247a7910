import type { Account } from './account'
import type { Bank } from './bank'
import { openAccount, type NewAccount } from './open-account'
import type { Person } from './person'

export type Cast = { readonly seed: string; bank(name: string): Bank; person(username: string): Person }

export type HouseholdAccounts = ReturnType<typeof openHouseholdAccounts>

/**
 * Her banks, his bank in Sweden, the joint account both see, three pockets of one IBAN, a card, a loan and an account
 * long closed.
 */
export function openHouseholdAccounts(cast: Cast) {
  return { ...atSaaristo(cast), ...atKontur(cast), ...atTammi(cast), ...atNorrskenbanken(cast) }
}

type Terms = Omit<NewAccount, 'bank' | 'name' | 'owners'>

function opener({ seed, bank, person }: Cast, bankName: string) {
  const aino = person('aino.virtanen')
  const elias = person('elias.lindqvist')
  const open = (name: string, owners: readonly Person[], terms: Terms): Account =>
    openAccount(seed, { bank: bank(bankName), name, owners, ...terms })
  return { aino, elias, open }
}

function atSaaristo(cast: Cast) {
  const { aino, elias, open } = opener(cast, 'Saaristo Bank')
  return {
    ainoCurrent: open('aino-current', [aino], { product: 'Käyttötili', details: 'Everyday', openingMinor: 284_317n }),
    ainoSavings: open('aino-savings', [aino], { product: 'Säästötili', type: 'SVGS', details: 'Rainy day', openingMinor: 1_265_000n }),
    ainoCard: open('aino-card', [aino], { product: 'Saaristo Credit', type: 'CARD', creditLimitMinor: 400_000n, openingMinor: -21_480n }),
    ainoClosed: open('aino-student', [aino], { product: 'Opiskelijatili', details: 'Student account', blocked: true }),
    joint: open('joint', [aino, elias], {
      product: 'Käyttötili',
      details: 'Household',
      creditLimitMinor: 100_000n,
      openingMinor: 198_022n,
    }),
  }
}

function atKontur(cast: Cast) {
  const { aino, elias, open } = opener(cast, 'Kontur')
  const product = 'Kontur Pocket'
  const ainoEur = open('aino-eur', [aino], { product, details: 'Euro', pocketOf: 'new', openingMinor: 31_540n })
  return {
    ainoEur,
    ainoUsd: open('aino-usd', [aino], { product, details: 'Dollars', currency: 'USD', pocketOf: ainoEur, openingMinor: 15_000n }),
    ainoSek: open('aino-sek', [aino], { product, details: 'Kronor', currency: 'SEK', pocketOf: ainoEur, openingMinor: 120_000n }),
    eliasEur: open('elias-eur', [elias], { product, details: 'Euro', pocketOf: 'new', openingMinor: 162_110n }),
  }
}

function atTammi(cast: Cast) {
  const { aino, elias, open } = opener(cast, 'Tammi Savings Bank')
  return {
    mortgage: open('mortgage', [aino, elias], { product: 'Asuntolaina', type: 'LOAN', details: 'Home loan', openingMinor: -16_840_000n }),
    eliasSavings: open('elias-savings', [elias], { product: 'Säästötili', type: 'SVGS', details: 'Sailing boat', openingMinor: 640_000n }),
    ainoHolidays: open('aino-savings', [aino], { product: 'Säästötili', type: 'SVGS', details: 'Holidays', openingMinor: 182_500n }),
  }
}

function atNorrskenbanken(cast: Cast) {
  const { elias, open } = opener(cast, 'Norrskenbanken')
  return {
    eliasSek: open('elias-lonekonto', [elias], { product: 'Lönekonto', creditLimitMinor: 1_000_000n, openingMinor: 2_418_350n }),
    eliasSpar: open('elias-sparkonto', [elias], { product: 'Sparkonto', type: 'SVGS', openingMinor: 9_800_000n }),
  }
}
