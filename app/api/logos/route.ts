import { viewerRoute } from '@/lib/auth/viewer-route'
import { findBankLogo } from '@/lib/bank-sessions/find-bank-logo'
import { bankQuery } from '@/lib/bank-sessions/start-input'
import { AppError } from '@/lib/core/errors'

/** A bank's logo out of our own cache: the browser never asks a third party, and only names a bank of the list. */
export const GET = viewerRoute(async (viewer, request) => {
  const query = bankQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) throw new AppError('invalid_input')
  const logo = await findBankLogo(viewer, query.data)
  // No error: most banks' logos are no pictures we would show, and then the page draws two letters.
  if (!logo) return new Response(null, { status: 204 })
  return new Response(logo.bytes, {
    headers: {
      'content-type': logo.type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
    },
  })
})
