import type { IsoDate } from '@/lib/core/iso-date'
import type { Account } from './account'
import { countryOf } from './countries'
import { openHouseholdAccounts, type Cast, type HouseholdAccounts } from './household-accounts'
import type { Bill, Life, LifePlan } from './life-plan'

/** Aino and Elias of Helsinki: one life, since their money goes back and forth. */
export function openHousehold(cast: Cast): { accounts: Account[]; life: Life } {
  const accounts = openHouseholdAccounts(cast)
  const plans = [planOfAino(accounts), ...ainosPockets(accounts), ...plansOfElias(accounts), jointPlan(accounts)]
  return { accounts: Object.values(accounts), life: { name: 'household', plans } }
}

const FINLAND = countryOf('FI')
const SWEDEN = countryOf('SE')
const RISE = '2025-09-01' as IsoDate

function subscription(name: string, terms: Pick<Bill, 'minor' | 'dueDay'> & Partial<Bill>): Bill {
  return { to: { name }, text: `${name} subscription`, kind: 'card', mcc: '4899', ...terms }
}

function planOfAino(accounts: HouseholdAccounts): LifePlan {
  const { ainoCurrent, ainoSavings, ainoCard, joint, ainoEur, ainoHolidays } = accounts
  const employer = { name: FINLAND.employers[0]!, iban: 'FI2112345600000785' }
  return {
    name: 'aino',
    country: FINLAND,
    main: ainoCurrent.key,
    card: { account: ainoCard.key, share: 0.3, settlesOn: 14 },
    savings: { account: ainoSavings.key, interestBasisPoints: 175, floor: 190_000n, ceiling: 320_000n },
    income: [
      { from: employer, minor: 308_540n, dueDay: 25, text: FINLAND.words.salary, kind: 'salary', raisePercent: 3 },
      { from: employer, minor: 154_270n, dueDay: 15, text: 'Lomaraha', kind: 'salary', months: [6], raisePercent: 3 },
    ],
    bills: billsOfAino(),
    habits: {
      groceries: 1.4,
      cafe: 2.2,
      lunch: 2.4,
      restaurant: 0.6,
      transit: 3.2,
      pharmacy: 0.3,
      clothes: 0.4,
      shop: 0.5,
      online: 0.6,
      cash: 0.1,
      friends: 0.7,
    },
    transfers: [
      { from: ainoCurrent.key, to: joint.key, minor: 115_000n, dueDay: 26, text: 'Household' },
      { from: ainoCurrent.key, to: ainoSavings.key, minor: 20_000n, dueDay: 27, text: FINLAND.words.savings },
      { from: ainoCurrent.key, to: ainoHolidays.key, minor: 10_000n, dueDay: 27, text: 'Holidays' },
      { from: ainoCurrent.key, to: ainoEur.key, minor: 20_000n, dueDay: 28, text: 'Top-up' },
    ],
    journeys: { months: [3, 7, 10], currencies: ['GBP', 'CZK', 'JPY', 'EUR', 'HUF'] },
  }
}

function billsOfAino(): Bill[] {
  return [
    {
      to: { name: FINLAND.telecom },
      minor: 2_490n,
      dueDay: 8,
      text: 'Puhelinlasku',
      kind: 'invoice',
      priceChange: { from: '2026-03-01' as IsoDate, minor: 2_690n },
    },
    { to: { name: 'Ammattiliitto Tutkijat ry' }, minor: 3_150n, dueDay: 26, text: 'Jäsenmaksu', kind: 'direct-debit' },
    {
      to: { name: FINLAND.insurer },
      minor: 31_840n,
      dueDay: 3,
      text: 'Henkilövakuutus',
      kind: 'invoice',
      months: [2],
      scheduled: true,
    },
    subscription('Filmvik Streaming', { minor: 1_099n, dueDay: 12, priceChange: { from: RISE, minor: 1_399n } }),
    subscription('Tonehav Music', { minor: 1_199n, dueDay: 19 }),
    subscription('Pulsgym Helsinki', { minor: 4_590n, dueDay: 1, mcc: '7997', kind: 'direct-debit' }),
  ]
}

function ainosPockets({ ainoEur, ainoUsd, ainoSek }: HouseholdAccounts): LifePlan[] {
  return [
    pocketPlan('aino-pocket', {
      main: ainoEur.key,
      habits: { cafe: 0.8, restaurant: 0.2, transit: 0.5 },
      transfers: [
        { from: ainoEur.key, to: ainoUsd.key, minor: 3_000n, dueDay: 2, text: 'Exchange' },
        { from: ainoEur.key, to: ainoSek.key, minor: 52_000n, dueDay: 4, text: 'Exchange' },
      ],
    }),
    pocketPlan('aino-dollars', {
      main: ainoUsd.key,
      bills: [
        subscription('Skylager Storage', { minor: 999n, dueDay: 6 }),
        subscription('Lesewald Audiobooks', { minor: 1_495n, dueDay: 21, priceChange: { from: RISE, minor: 1_695n } }),
      ],
    }),
    pocketPlan('aino-kronor', {
      main: ainoSek.key,
      country: SWEDEN,
      habits: { cafe: 0.25, groceries: 0.18, transit: 0.3 },
    }),
  ]
}

function plansOfElias(accounts: HouseholdAccounts): LifePlan[] {
  const { eliasSek, eliasSpar, joint, eliasEur, eliasSavings } = accounts
  return [
    {
      name: 'elias',
      country: SWEDEN,
      main: eliasSek.key,
      savings: { account: eliasSpar.key, interestBasisPoints: 220, floor: 700_000n, ceiling: 3_200_000n },
      income: [
        { from: { name: SWEDEN.employers[0]! }, minor: 3_420_000n, dueDay: 25, text: SWEDEN.words.salary, kind: 'salary', raisePercent: 3 },
      ],
      bills: [
        { to: { name: SWEDEN.telecom }, minor: 34_900n, dueDay: 28, text: 'Mobil och bredband', kind: 'direct-debit' },
        { to: { name: SWEDEN.insurer }, minor: 218_000n, dueDay: 5, text: 'Båtförsäkring', kind: 'invoice', months: [4], scheduled: true },
        subscription('Skidspår Karta', { minor: 7_900n, dueDay: 15 }),
      ],
      habits: { online: 0.5, shop: 0.3, friends: 0.6, restaurant: 0.2 },
      transfers: [
        { from: eliasSek.key, to: joint.key, minor: 115_000n, dueDay: 26, text: 'Household' },
        { from: eliasSek.key, to: eliasEur.key, minor: 58_000n, dueDay: 27, text: 'Vardag' },
        { from: eliasSek.key, to: eliasSpar.key, minor: 200_000n, dueDay: 27, text: SWEDEN.words.savings },
        { from: eliasSek.key, to: eliasSavings.key, minor: 15_000n, dueDay: 28, text: 'Boat' },
      ],
      journeys: { months: [2, 8], currencies: ['NOK', 'ISK', 'CHF', 'USD'] },
    },
    pocketPlan('elias-pocket', {
      main: eliasEur.key,
      habits: { lunch: 2.1, cafe: 1.5, groceries: 0.9, transit: 2.4, restaurant: 0.4, shop: 0.2 },
    }),
  ]
}

function jointPlan({ joint, mortgage }: HouseholdAccounts): LifePlan {
  return {
    name: 'joint',
    country: FINLAND,
    main: joint.key,
    loan: { account: mortgage.key, monthlyMinor: 82_000n, interestBasisPoints: 310, dueDay: 2 },
    income: [{ from: { name: 'Kansanetuuslaitos' }, minor: 9_488n, dueDay: 26, text: FINLAND.words.benefit, kind: 'transfer' }],
    bills: [
      {
        to: { name: FINLAND.landlord },
        minor: 28_660n,
        dueDay: 5,
        text: 'Yhtiövastike',
        kind: 'invoice',
        scheduled: true,
        priceChange: { from: '2026-01-01' as IsoDate, minor: 30_120n },
      },
      { to: { name: FINLAND.energy }, minor: 4_820n, dueDay: 17, text: 'Sähkölasku', kind: 'invoice', winterPercent: 140, scheduled: true },
      { to: { name: FINLAND.insurer }, minor: 42_900n, dueDay: 11, text: 'Kotivakuutus', kind: 'invoice', months: [9] },
      { to: { name: 'Kuitunetti Kallio' }, minor: 2_990n, dueDay: 20, text: 'Laajakaista', kind: 'direct-debit' },
      {
        to: { name: 'Päiväkoti Pihlajanmarja' },
        minor: 14_200n,
        dueDay: 10,
        text: 'Varhaiskasvatus',
        kind: 'invoice',
        months: [1, 2, 3, 4, 5, 8, 9, 10, 11, 12],
      },
    ],
    habits: { groceries: 3.1, restaurant: 0.3, fuel: 0.35, pharmacy: 0.25, shop: 0.35, online: 0.25, clothes: 0.2 },
    transfers: [],
  }
}

type Pocket = Pick<LifePlan, 'main'> & Partial<Pick<LifePlan, 'country' | 'habits' | 'bills' | 'transfers'>>

function pocketPlan(name: string, { main, country = FINLAND, habits = {}, bills = [], transfers = [] }: Pocket): LifePlan {
  return { name, country, main, income: [], bills, habits, transfers }
}
