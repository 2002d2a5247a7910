import { digestFor } from '../../random'
import type { Simulation } from '../../simulation'
import { ApiError } from './errors'

/** Where a listing goes on: which booked rows it covers, as of when, and how much was delivered. */
export type Place = {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly offset: number
  readonly page: number
  readonly delivery: number
}

/** Opaque to the client, bound to the account of this session and to every parameter of the request. */
export function printKey({ seed }: Simulation, bound: string, place: Place): string {
  const body = Buffer.from(JSON.stringify([place.at, place.from, place.to, place.offset, place.page, place.delivery])).toString('base64url')
  return `${body}.${digestFor(24, seed, 'continuation', bound, body)}`
}

export function parseKey({ seed }: Simulation, bound: string, key: string): Place {
  const [body = '', mac = '', ...rest] = key.split('.')
  if (rest.length > 0 || mac !== digestFor(24, seed, 'continuation', bound, body)) throw new ApiError('WRONG_CONTINUATION_KEY')
  const [at, from, to, offset, page, delivery] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return { at, from, to, offset, page, delivery }
}
