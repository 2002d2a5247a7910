import { getTranslations } from 'next-intl/server'
import { viewerRoute } from '@/lib/auth/viewer-route'
import { getReminder } from '@/lib/bank-sessions/get-reminder'

type Context = { params: Promise<{ bankSessionId: string }> }

/** GET: a calendar file with the last day of one of one's own accesses. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const [{ bankSessionId }, t] = await Promise.all([params, getTranslations('banks.calendar')])
  const words = (bank: string) => ({ title: t('title', { bank }), text: t('text', { bank }) })
  return new Response(await getReminder(viewer, bankSessionId, { words, now: new Date() }), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="saldo-approve-again.ics"',
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
