import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { joinDays, withoutDays } from './day-spans'

const START = '2026-11-01' as IsoDate
const span = (from: number, to: number) => ({ from: addDays(START, from), to: addDays(START, to) })

describe('spans of days', () => {
  it('are joined where they overlap or lie near, whatever their order', () => {
    expect(joinDays([span(20, 21), span(0, 2), span(1, 9), span(12, 12)], 3)).toEqual([span(0, 12), span(20, 21)])
    expect(joinDays([span(0, 9), span(3, 4)], 1)).toEqual([span(0, 9)])
    expect(joinDays([span(0, 0), span(2, 2)], 1)).toEqual([span(0, 0), span(2, 2)])
    expect(joinDays([], 7)).toEqual([])
  })

  it('leave what others do not cover', () => {
    expect(withoutDays(span(0, 9), [span(2, 3), span(8, 20)])).toEqual([span(0, 1), span(4, 7)])
    expect(withoutDays(span(0, 9), [span(0, 9)])).toEqual([])
  })
})
