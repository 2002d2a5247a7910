'use client'

import { Calendar, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '@/components/ui/use-format'

type DayPickerProps = {
  id: string
  label: string
  /** YYYY-MM-DD, or null for `nullWord`. */
  value: string | null
  nullWord: string
  min?: string
  max?: string
  error?: string
  /** What the day means: a shift past the weekend, for instance. */
  note?: ReactNode
  onChange: (day: string | null) => void
}

/** A day in words over the browser's own date field: a click opens its calendar, keys are typed into it. */
export function DayPicker({ id, label, value, nullWord, min, max, error, note, onChange }: DayPickerProps) {
  const format = useFormat()
  const describedBy = [error && `${id}-error`, note && `${id}-note`].filter(Boolean).join(' ') || undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={error ? 'pick over bad' : 'pick over'}>
        <Calendar className="ic" aria-hidden="true" />
        <span className="cut" aria-hidden="true" suppressHydrationWarning>
          {value === null ? nullWord : format.day(value, 'fullWeekday')}
        </span>
        <ChevronDown className="ic" aria-hidden="true" />
        <input
          id={id}
          type="date"
          value={value ?? ''}
          min={min}
          max={max}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy}
          onClick={(event) => showCalendar(event.currentTarget)}
          onChange={(event) => onChange(event.target.value || null)}
        />
      </div>
      {error && (
        <p className="err" id={`${id}-error`}>
          {error}
        </p>
      )}
      {note && <div id={`${id}-note`}>{note}</div>}
    </div>
  )
}

/** Some browsers have none, and some only open it in answer to a real click. */
function showCalendar(input: HTMLInputElement): void {
  try {
    input.showPicker()
  } catch {
    input.focus()
  }
}
