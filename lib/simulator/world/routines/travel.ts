import { parseCurrency } from '@/lib/core/currency'
import { addDays, firstOfMonth } from '@/lib/core/iso-date'
import { convert, money } from '@/lib/core/money'
import { rateOn } from '../../ecb-rates'
import { randomFor } from '../../random'
import { monthOf } from '../calendar'
import type { DayBook } from '../day-book'
import type { LifePlan } from '../life-plan'
import { crossRate } from './move'

const PLACES: Record<string, readonly [city: string, country: string, merchants: readonly string[]]> = {
  GBP: ['LONDON', 'GB', ['The Copper Kettle', 'Thames Boats', 'Riverside Inn', 'Oldtown Books']],
  SEK: ['VISBY', 'SE', ['Krogen Ringmuren', 'Färjeterminalen', 'Glass & Våffla', 'Hotell Kaptenen']],
  NOK: ['TROMSØ', 'NO', ['Polarkafé', 'Hurtigbåt Nord', 'Hytta Overnatting']],
  USD: ['PORTLAND', 'US', ['Cedar Diner', 'Bridgetown Bikes', 'Harbor Lodge', 'Sequoia Outfitters']],
  CZK: ['BRNO', 'CZ', ['Kavárna Most', 'Hostinec U Lípy', 'Penzion Skála']],
  HUF: ['EGER', 'HU', ['Kávéház Híd', 'Fürdő Eger', 'Panzió Szőlő']],
  JPY: ['KANAZAWA', 'JP', ['Soba Matsu', 'Ryokan Yuki', 'Chaya Kiku']],
  CHF: ['CHUR', 'CH', ['Bergbahn Nord', 'Gasthaus Gams', 'Käserei Alp']],
  EUR: ['LISBOA', 'PT', ['Pastelaria Sol', 'Elétrico 15', 'Pensão Azulejo']],
  ISK: ['AKUREYRI', 'IS', ['Kaffihúsið', 'Gisting Fjord', 'Sundlaugin']],
}

/** A week abroad in each of the plan's months: a hotel held in advance, then daily card payments in the local currency. */
export function travel(plan: LifePlan, book: DayBook, ownCurrency: string): void {
  const journey = journeyOf(plan, book)
  if (!journey) return
  const { currency, nth } = journey
  const place = PLACES[currency]
  if (!place) return
  const [city, country, merchants] = place
  const purchases = nth === 0 ? 1 : book.random.int(1, 4)
  for (let i = 0; i < purchases; i++) {
    const hotel = nth === 0 && i === 0
    const cents = hotel ? book.random.int(32_000, 68_000) : book.random.int(420, 7_400)
    const merchant = hotel ? merchants[merchants.length - 1]! : book.random.pick(merchants)
    payAbroad(plan, book, { cents, merchant, city, country, currency, ownCurrency, mcc: hotel ? '7011' : '5812' })
  }
}

type Payment = { cents: number; merchant: string; city: string; country: string; currency: string; ownCurrency: string; mcc: string }

function payAbroad(plan: LifePlan, book: DayBook, payment: Payment): void {
  const { cents, merchant, city, country, currency, ownCurrency, mcc } = payment
  const [euro, own, foreign] = [parseCurrency('EUR'), parseCurrency(ownCurrency), parseCurrency(currency)]
  const cost = money(BigInt(cents), euro)
  const instructed = convert(cost, rateOn('EUR', book.day), rateOn(currency, book.day), foreign)
  const paid = convert(cost, rateOn('EUR', book.day), rateOn(ownCurrency, book.day), own)
  book.write(plan.card?.account ?? plan.main, {
    kind: 'card',
    minor: -paid.minor,
    party: { name: merchant, city, country },
    remittance: [`${plan.country.words.card} ${merchant} ${city}`],
    mcc,
    ...(currency === ownCurrency
      ? {}
      : {
          exchange: {
            unitCurrency: ownCurrency,
            rate: crossRate(rateOn(ownCurrency, book.day), rateOn(currency, book.day)),
            instructedMinor: instructed.minor,
            instructedCurrency: currency,
          },
        }),
  })
}

/** Which day of a journey this is, if any. The dates and places of a month are drawn from the month alone. */
function journeyOf(plan: LifePlan, book: DayBook): { currency: string; nth: number } | null {
  if (!plan.journeys) return null
  const month = firstOfMonth(book.day)
  if (!plan.journeys.months.includes(monthOf(month))) return null
  const random = randomFor('journey', plan.name, month)
  const begins = addDays(month, random.int(2, 16))
  const days = random.int(5, 9)
  const currency = random.pick(plan.journeys.currencies)
  for (let nth = 0; nth < days; nth++) if (addDays(begins, nth) === book.day) return { currency, nth }
  return null
}
