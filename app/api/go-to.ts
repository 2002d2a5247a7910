import { NextResponse } from 'next/server'
import { env } from '@/lib/env'

/** A page of ours, without the query that led here: it stays in no history entry, no cache and no referrer. */
export function goTo(path: string): Response {
  const response = NextResponse.redirect(new URL(path, env().appUrl), 303)
  response.headers.set('cache-control', 'no-store')
  response.headers.set('referrer-policy', 'no-referrer')
  return response
}
