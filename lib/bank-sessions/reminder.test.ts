import { expect, test } from 'vitest'
import { parseIsoDate } from '@/lib/core/iso-date'
import { writeReminder } from './reminder'

const reminder = {
  id: '01a1f866-0d00-75a4-ac52-f938dba52411',
  lastDay: parseIsoDate('2027-02-28'),
  url: 'https://saldo.example/banks/01a1f866-0d00-75a4-ac52-f938dba52411/renew',
  now: new Date('2026-11-20T10:00:00.123Z'),
}

const unfold = (text: string) => text.replace(/\r\n /g, '')

test('is one whole-day entry on the last day, with alarms a week and a day before', () => {
  const text = unfold(writeReminder(reminder, { title: 'Approve again', text: 'Soon' }))
  expect(text.split('\r\n')).toEqual(
    expect.arrayContaining([
      'BEGIN:VCALENDAR',
      'UID:01a1f866-0d00-75a4-ac52-f938dba52411@saldo.example',
      'DTSTAMP:20261120T100000Z',
      'DTSTART;VALUE=DATE:20270228',
      'DTEND;VALUE=DATE:20270301',
      'TRIGGER:-P7D',
      'TRIGGER:-P1D',
      'END:VCALENDAR',
    ]),
  )
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
})

test('a name of a bank cannot add lines of its own', () => {
  const text = unfold(writeReminder(reminder, { title: 'Bank; one,\r\nATTACH:http://evil.example\\', text: '' }))
  expect(text).toContain('SUMMARY:Bank\\; one\\,\\nATTACH:http://evil.example\\\\\r\n')
  expect(text).not.toMatch(/^ATTACH/m)
})

test('no line is longer than 75 octets, and no character is cut', () => {
  const text = writeReminder(reminder, { title: 'Älvbankens 🏦 godkännande '.repeat(8), text: 'é'.repeat(300) })
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(text).not.toContain('\ufffd')
  expect(unfold(text)).toContain('é'.repeat(300))
})
