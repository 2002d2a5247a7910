import { viewerRoute } from '@/lib/auth/viewer-route'
import { PAIN_001_VERSIONS } from '@/lib/payments/by-hand/pain-001'
import { readByHandFile } from '@/lib/payments/by-hand/read-by-hand'

type Context = { params: Promise<{ paymentId: string }> }

/** GET: a payment that is carried to the bank by hand, as a file to upload there; `version` 001.001.09, or 001.001.03. */
export const GET = viewerRoute(async (viewer, request, { params }: Context) => {
  const { paymentId } = await params
  const asked = new URL(request.url).searchParams.get('version')
  const version = PAIN_001_VERSIONS.find((known) => known === asked) ?? '001.001.09'
  return new Response(await readByHandFile(viewer, paymentId, version), {
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="payment-${paymentId.slice(0, 8)}-pain.${version}.xml"`,
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
