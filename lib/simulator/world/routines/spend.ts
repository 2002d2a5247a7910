import type { DayBook, NewRow } from '../day-book'
import { weekday } from '../calendar'
import type { Habit, LifePlan } from '../life-plan'
import type { Random } from '../../random'

/** Euro cents a purchase lies between, most of them near the lower end. */
const PRICES: Record<Habit, readonly [low: number, high: number]> = {
  groceries: [480, 9400],
  cafe: [310, 1450],
  lunch: [1050, 1690],
  restaurant: [1800, 9800],
  transit: [0, 0],
  fuel: [3500, 8900],
  pharmacy: [450, 4200],
  clothes: [1990, 16900],
  shop: [690, 24900],
  online: [990, 18900],
  cash: [2000, 10000],
  friends: [500, 6500],
}

const MCC: Partial<Record<Habit, string>> = {
  groceries: '5411',
  cafe: '5814',
  lunch: '5812',
  restaurant: '5812',
  transit: '4111',
  fuel: '5541',
  pharmacy: '5912',
  clothes: '5651',
  shop: '5999',
  online: '5969',
  cash: '6011',
}

const FRIENDS = ['Mikael', 'Sofia', 'Noah', 'Emma', 'Oskar', 'Klara', 'Luka', 'Nora', 'Tom', 'Maja']
const HELD_FUEL_CENTS = 12_000

/** Whatever the day brings: each habit turns up now and then, more on some weekdays than on others. */
export function spend(plan: LifePlan, book: DayBook): void {
  for (const [habit, timesAWeek] of Object.entries(plan.habits) as [Habit, number][]) {
    if (book.random.chance(Math.min(0.95, (timesAWeek / 7) * weekdayWeight(habit, weekday(book.day))))) purchase(plan, book, habit)
  }
}

function weekdayWeight(habit: Habit, day: number): number {
  const weekend = day === 0 || day === 6
  if (habit === 'lunch') return weekend ? 0 : 1.4
  if (habit === 'restaurant') return day === 5 || day === 6 ? 2.2 : 0.52
  if (habit === 'transit') return weekend ? 0.6 : 1.16
  if (habit === 'groceries') return day === 6 ? 1.6 : 0.9
  return 1
}

function purchase(plan: LifePlan, book: DayBook, habit: Habit): void {
  if (habit === 'transit') return tickets(plan, book)
  if (habit === 'friends') return friends(plan, book)
  const { random } = book
  const account = plan.card && habit !== 'cash' && random.chance(plan.card.share) ? plan.card.account : plan.main
  const cents = habit === 'cash' ? random.int(1, 5) * 2000 : cost(habit, random)
  const minor = localPrice(plan, cents)
  const merchant = shopName(plan, habit, random)
  const row: NewRow = { ...cardRow(plan, book, { merchant, minor, habit }) }
  if (habit === 'fuel') return book.write(account, { ...row, heldMinor: -localPrice(plan, HELD_FUEL_CENTS) })
  if (habit === 'online' && random.chance(0.04)) return book.write(account, { ...row, comesToNothing: true })
  book.write(account, row)
  if ((habit === 'online' || habit === 'clothes') && random.chance(0.12)) refund(plan, book, { account, merchant, minor })
}

/** Two rides on one day are two rows that look exactly the same. */
function tickets(plan: LifePlan, book: DayBook): void {
  const [operator, fare] = plan.country.transit
  const rides = book.random.chance(0.35) ? 2 : 1
  for (let ride = 0; ride < rides; ride++) {
    book.write(plan.main, cardRow(plan, book, { merchant: operator, minor: BigInt(fare), habit: 'transit', city: plan.country.cities[0]! }))
  }
}

function friends(plan: LifePlan, book: DayBook): void {
  const { random } = book
  const received = random.chance(0.45)
  const minor = localPrice(plan, random.int(5, 60) * 50)
  const name = `${random.pick(FRIENDS)} ${random.letters(1)}`
  book.write(plan.main, {
    kind: 'mobile',
    minor: received ? minor : -minor,
    party: { name },
    remittance: [random.pick(['🍕', 'Kiitos!', 'Thanks', 'Lunch', '🎁', 'Cinema', 'Taxi', 'Present'])],
    ...(random.chance(0.05) ? { note: 'Ask about the rest' } : {}),
  })
}

function refund(plan: LifePlan, book: DayBook, bought: { account: string; merchant: string; minor: bigint }): void {
  const part = book.random.chance(0.6) ? bought.minor : (bought.minor / 200n) * 100n
  if (part === 0n) return
  book.write(bought.account, {
    ...cardRow(plan, book, { merchant: bought.merchant, minor: -part, habit: 'online' }),
    remittance: [`${plan.country.words.refund} ${bought.merchant}`],
    inDays: book.random.int(5, 14),
  })
}

function cardRow(plan: LifePlan, book: DayBook, bought: { merchant: string; minor: bigint; habit: Habit; city?: string }): NewRow {
  const { habit, merchant, minor } = bought
  const { country } = plan
  const city = bought.city ?? book.random.pick(country.cities)
  return {
    kind: habit === 'cash' ? 'cash' : 'card',
    minor: -minor,
    party: { name: merchant, city, country: country.code },
    remittance: [`${habit === 'cash' ? country.words.cash : country.words.card} ${merchant} ${city}`],
    ...(MCC[habit] ? { mcc: MCC[habit] } : {}),
  }
}

/** Squaring pulls towards the cheap end, as purchases are. */
function cost(habit: Habit, random: Random): number {
  const [low, high] = PRICES[habit]
  const share = random.next()
  const cents = Math.round(low + (high - low) * share * share)
  return random.chance(0.3) ? Math.round(cents / 100) * 100 - 5 : cents
}

export function localPrice(plan: LifePlan, euroCents: number): bigint {
  const minor = Math.max(1, Math.round((euroCents * plan.country.priceLevel) / 100))
  return BigInt(plan.country.priceLevel > 300 && minor > 1000 ? Math.round(minor / 50) * 50 : minor)
}

function shopName({ country }: LifePlan, habit: Habit, random: Random): string {
  switch (habit) {
    case 'groceries':
      return random.pick(country.groceries)
    case 'cafe':
      return random.pick(country.cafes)
    case 'lunch':
    case 'restaurant':
      return random.pick(country.restaurants)
    case 'fuel':
      return country.fuel
    case 'pharmacy':
      return country.pharmacy
    case 'clothes':
      return random.pick(country.clothes)
    case 'online':
      return random.pick(['Webshop Lumikello', 'Kirjava.example', 'Parcel & Post', 'Gartenglück Versand', ...country.shops])
    case 'cash':
      return `ATM ${random.int(100, 999)}`
    default:
      return random.pick(country.shops)
  }
}
