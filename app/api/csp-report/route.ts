import { log } from '@/lib/log'

/** A report is a few hundred bytes; anything longer is not one. */
const REPORT_BYTES_MAX = 8_192

/** At most so many lines an hour: a broken extension in one browser must not fill the log. */
const LOGGED_PER_HOUR_MAX = 100
const HOUR_MS = 3_600_000

const seen = { since: 0, count: 0 }

/** Counts what the content security policy stopped. The report's text is the browser's and is not kept. */
export async function POST(request: Request): Promise<Response> {
  const bytes = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(bytes <= REPORT_BYTES_MAX)) return new Response(null, { status: 413 })
  const directive = findDirective(await request.text())
  if (countReport(new Date())) log.warn('the content security policy stopped something', { code: directive, count: seen.count })
  return new Response(null, { status: 204 })
}

function countReport(now: Date): boolean {
  if (now.getTime() - seen.since >= HOUR_MS) {
    seen.since = now.getTime()
    seen.count = 0
  }
  seen.count += 1
  return seen.count <= LOGGED_PER_HOUR_MAX
}

/** Which directive was broken, only if it is one of ours. */
function findDirective(report: string): string {
  return /"(?:effective-directive|effectiveDirective)"\s*:\s*"([a-z-]{3,30})"/.exec(report)?.[1] ?? 'unknown'
}
