import { BlockList, isIP } from 'node:net'
import { quirksOf } from '../../personalities'
import type { Bank } from '../../world/bank'
import { ApiError } from './errors'

export const PSU_HEADERS = [
  'Psu-Ip-Address',
  'Psu-User-Agent',
  'Psu-Referer',
  'Psu-Accept',
  'Psu-Accept-Charset',
  'Psu-Accept-Encoding',
  'Psu-Accept-language',
  'Psu-Geo-Location',
] as const

const GEO_LOCATION = /^-?\d{1,2}\.\d{1,6},-?\d{1,3}\.\d{1,6}$/

/**
 * All headers the bank requires, or none of any kind.
 * @returns whether the person is there
 */
export function checkPsuHeaders(bank: Bank, headers: Headers): boolean {
  const sent = PSU_HEADERS.filter((name) => headers.has(name))
  if (sent.length === 0) return false
  const missing = bank.requiredPsuHeaders.filter((name) => !headers.get(name)?.trim())
  if (missing.length > 0) throw new ApiError('PSU_HEADER_NOT_PROVIDED', { detail: { missing } })
  const refused = sent.find((name) => !bank.requiredPsuHeaders.includes(name))
  if (refused && quirksOf(bank.personality).furtherHeaders === 'refused') throw invalid(refused)
  const ip = headers.get('Psu-Ip-Address')
  if (ip !== null && !isPublicIp(ip.trim())) throw invalid('Psu-Ip-Address')
  const place = headers.get('Psu-Geo-Location')
  if (place !== null && !GEO_LOCATION.test(place)) throw invalid('Psu-Geo-Location')
  return true
}

function invalid(name: string): ApiError {
  return new ApiError('PSU_HEADER_INVALID', { detail: { header: name } })
}

/** Addresses nobody on the internet can have. */
const PRIVATE = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(address, prefix, 'ipv4')
}
for (const [address, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(address, prefix, 'ipv6')
}

function isPublicIp(text: string): boolean {
  const version = isIP(text)
  if (version === 0) return false
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1]
  if (mapped) return isPublicIp(mapped)
  return !PRIVATE.check(text, version === 4 ? 'ipv4' : 'ipv6')
}
