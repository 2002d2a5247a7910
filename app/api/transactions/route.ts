import { findCursor } from '@/lib/accounts/transaction'
import { readTransactionFilter } from '@/lib/accounts/transaction-filter'
import { viewerRoute } from '@/lib/auth/viewer-route'
import { readTransactionPage } from '@/lib/insights/read-transaction-list'

/** GET with the list's own filter and `cursor`: one more page of it. */
export const GET = viewerRoute(async (viewer, request) => {
  const { searchParams } = new URL(request.url)
  return Response.json(
    await readTransactionPage(viewer, { filter: readTransactionFilter(searchParams), cursor: findCursor(searchParams.get('cursor')) }),
  )
})
