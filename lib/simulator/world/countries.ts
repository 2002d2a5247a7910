import { assert } from '@/lib/core/assert'
import type { Country } from './country'
import { AT, DE, FR, IE, NL } from './countries/central'
import { EE, LT, LV, PL } from './countries/east'
import { DK, FI, IS, NO, SE } from './countries/nordic'
import { ES, IT, SI } from './countries/south'

const COUNTRIES: Record<string, Country> = { AT, DE, DK, EE, ES, FI, FR, IE, IS, IT, LT, LV, NL, NO, PL, SE, SI }

export function countryOf(code: string): Country {
  const country = COUNTRIES[code]
  assert(country, `no country ${code} in the simulated world`)
  return country
}
