import { ACCESS_HABITS } from './habits/access'
import { CONTENT_HABITS } from './habits/contents'
import { LISTING_HABITS } from './habits/listings'
import { REFERENCE_HABITS } from './habits/references'
import { personality, type Quirks } from './quirks'

/** A bank here has one named set of habits, seen at a real bank. */
export const PERSONALITIES = {
  'by-the-book': personality('Everything as documented: all keys present, nulls where nothing is known.', {}),
  ...REFERENCE_HABITS,
  ...CONTENT_HABITS,
  ...LISTING_HABITS,
  ...ACCESS_HABITS,
}

export type PersonalityName = keyof typeof PERSONALITIES

export function quirksOf(name: PersonalityName): Quirks {
  return PERSONALITIES[name].quirks
}
