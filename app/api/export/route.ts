import { exportForMember } from '@/lib/accounts/export-for-member'
import { readTransactionFilter } from '@/lib/accounts/transaction-filter'
import { viewerRoute } from '@/lib/auth/viewer-route'

/** GET: a file of everything the member may see (JSON), or with `format=csv` and the list's filter its rows as a table. */
export const GET = viewerRoute(async (viewer, request) => {
  const { searchParams } = new URL(request.url)
  const format = searchParams.get('format') === 'csv' ? 'csv' : 'json'
  const { fileName, contentType, body } = await exportForMember(viewer, { format, filter: readTransactionFilter(searchParams) })
  return new Response(body, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
