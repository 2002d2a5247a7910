import { addDays, type IsoDate } from '@/lib/core/iso-date'

/** What stands in the calendar, in the reader's own language. */
export type ReminderWords = { readonly title: string; readonly text: string }

export type Reminder = {
  /** Stays the same for the same access, so that importing it twice is one entry. */
  readonly id: string
  readonly lastDay: IsoDate
  /** Where approving again begins. */
  readonly url: string
  readonly now: Date
}

/**
 * An iCalendar file (RFC 5545) with one whole-day entry: the last day of an access, reminded of a week and a day before.
 * Made here and handed to the person; no calendar service is told.
 */
export function writeReminder({ id, lastDay, url, now }: Reminder, { title, text }: ReminderWords): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Saldo//Saldo//EN', 'METHOD:PUBLISH', 'BEGIN:VEVENT'],
    `UID:${id}@${new URL(url).hostname}`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${compact(lastDay)}`,
    `DTEND;VALUE=DATE:${compact(addDays(lastDay, 1))}`,
    `SUMMARY:${escape(title)}`,
    `DESCRIPTION:${escape(text)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    ...alarm('-P7D', title),
    ...alarm('-P1D', title),
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ]
  return lines.map(fold).join('\r\n')
}

function alarm(trigger: string, title: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:${trigger}`, `DESCRIPTION:${escape(title)}`, 'END:VALARM']
}

function compact(day: IsoDate): string {
  return day.replaceAll('-', '')
}

/** RFC 5545 §3.3.11; a name of a bank may hold anything. */
function escape(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|[\r\n]/g, '\\n')
}

const OCTETS_MAX = 75

/** Lines of at most 75 octets, continued with a space (§3.1), never cut inside a character. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > OCTETS_MAX) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}
