import { quirksOf } from '../personalities'
import { randomFor } from '../random'
import type { Account } from './account'
import type { Bank } from './bank'
import { countryOf } from './countries'
import type { Habit, Life, LifePlan } from './life-plan'
import { openAccount } from './open-account'
import type { Person } from './person'
import { localPrice } from './routines/spend'

/** A customer like any other: a current account and savings, often a card, sometimes a loan. Every bank has some. */
export function openOrdinary(seed: string, bank: Bank, person: Person): { accounts: Account[]; life: Life } {
  const country = countryOf(bank.country)
  const random = randomFor(seed, 'ordinary', bank.slug, person.username)
  const first = person.username.split('.')[0]!
  const local = (euro: number) => localPrice({ country } as LifePlan, euro * 100)
  const open = (name: string, options: Partial<Parameters<typeof openAccount>[1]>) =>
    openAccount(seed, { bank, name: `${first}-${name}`, owners: [person], product: 'Account', ...options })

  const business = bank.psuTypes.includes('business') && random.chance(0.3)
  const current = open('current', {
    product: business ? 'Business account' : 'Current account',
    usage: business ? 'ORGA' : 'PRIV',
    openingMinor: local(random.int(600, 2900)),
    withoutIban: bank.country === 'NO' && random.chance(0.5),
    ...(random.chance(0.3) || bank.personality === 'credit-in-available' ? { creditLimitMinor: local(1000) } : {}),
  })
  const savings = open('savings', { product: 'Savings account', type: 'SVGS', openingMinor: local(random.int(3000, 16000)) })
  const mirrored = quirksOf(bank.personality).cardRows === 'mirror'
  const card =
    random.chance(0.4) || needsCard(bank)
      ? open('card', { product: 'Credit card', type: 'CARD', creditLimitMinor: local(3000), openingMinor: -local(random.int(40, 400)) })
      : null
  const loan = random.chance(0.25) ? open('loan', { product: 'Loan', type: 'LOAN', openingMinor: -local(random.int(4000, 60000)) }) : null
  const old = random.chance(0.2) ? open('old', { product: 'Old account', blocked: true }) : null

  const plan: LifePlan = {
    name: `${bank.slug}.${first}`,
    country,
    main: current.key,
    ...(card && !mirrored ? { card: { account: card.key, share: 0.25, settlesOn: random.int(3, 20) } } : {}),
    savings: { account: savings.key, interestBasisPoints: random.int(50, 250), floor: local(300), ceiling: local(2500) },
    ...(loan
      ? {
          loan: {
            account: loan.key,
            monthlyMinor: local(random.int(180, 420)),
            interestBasisPoints: random.int(290, 640),
            dueDay: random.int(1, 12),
          },
        }
      : {}),
    income: incomeOf({ country, random, local }),
    bills: billsOf({ country, random, local }),
    habits: habitsOf(random),
    transfers: [
      { from: current.key, to: savings.key, minor: local(random.int(5, 25) * 10), dueDay: random.int(26, 29), text: country.words.savings },
    ],
    journeys: { months: [random.int(2, 6), random.int(7, 11)], currencies: ['GBP', 'EUR', 'CZK', 'NOK', 'USD', 'CHF'] },
    ...(random.chance(0.5) ? { monthlyFeeMinor: local(random.int(2, 5)) } : {}),
  }
  const shownCard = card && mirrored ? { ...card, openingMinor: 0n, mirrors: current.key } : card
  const accounts = [current, savings, shownCard, loan, old].filter((account): account is Account => account !== null)
  return { accounts, life: { name: plan.name, plans: [plan] } }
}

/** Some habits show in card accounts only. */
function needsCard({ personality }: Bank): boolean {
  const { cardRows, cardBalance, balances, atTurn } = quirksOf(personality)
  return cardRows === 'mirror' || cardBalance === 'other-zero' || balances === 'failing-for-cards' || atTurn === 'come-and-go'
}

type Draw = { country: LifePlan['country']; random: ReturnType<typeof randomFor>; local(euro: number): bigint }

function incomeOf({ country, random, local }: Draw): LifePlan['income'] {
  const employer = { name: random.pick(country.employers) }
  return [
    {
      from: employer,
      minor: local(random.int(2350, 3600)),
      dueDay: random.pick([15, 25, 27, 31]),
      text: country.words.salary,
      kind: 'salary',
      raisePercent: random.int(2, 4),
    },
    ...(random.chance(0.4)
      ? [
          {
            from: { name: country.words.benefit },
            minor: local(random.int(90, 260)),
            dueDay: random.int(8, 26),
            text: country.words.benefit,
            kind: 'transfer' as const,
          },
        ]
      : []),
  ]
}

function billsOf({ country, random, local }: Draw): LifePlan['bills'] {
  const { words } = country
  return [
    {
      to: { name: country.landlord },
      minor: local(random.int(620, 980)),
      dueDay: random.int(1, 5),
      text: words.rent,
      kind: 'invoice',
      scheduled: true,
    },
    {
      to: { name: country.energy },
      minor: local(random.int(38, 90)),
      dueDay: random.int(10, 22),
      text: words.invoice,
      kind: 'invoice',
      winterPercent: random.int(40, 150),
    },
    {
      to: { name: country.telecom },
      minor: local(random.int(15, 40)),
      dueDay: random.int(5, 28),
      text: words.invoice,
      kind: 'direct-debit',
    },
    {
      to: { name: country.insurer },
      minor: local(random.int(180, 520)),
      dueDay: random.int(1, 28),
      text: words.invoice,
      kind: 'invoice',
      months: [random.int(1, 12)],
    },
    { to: { name: 'Filmvik Streaming' }, minor: local(11), dueDay: random.int(1, 28), text: 'Filmvik', kind: 'card', mcc: '4899' },
    { to: { name: 'Tonehav Music' }, minor: local(11), dueDay: random.int(1, 28), text: 'Tonehav', kind: 'card', mcc: '4899' },
  ]
}

function habitsOf(random: ReturnType<typeof randomFor>): Partial<Record<Habit, number>> {
  const about = (times: number) => times * (0.6 + random.next() * 0.8)
  return {
    groceries: about(2.6),
    cafe: about(1.6),
    lunch: about(1.5),
    restaurant: about(0.6),
    transit: about(2),
    fuel: random.chance(0.5) ? about(0.6) : 0,
    pharmacy: about(0.3),
    clothes: about(0.3),
    shop: about(0.5),
    online: about(0.6),
    cash: about(0.2),
    friends: about(0.6),
  }
}
