import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, parseIsoDate } from '@/lib/core/iso-date'
import { balanceSeries } from './balance-series'
import { axisOf, PERIODS, readPeriod } from './period'

const TODAY = parseIsoDate('2026-11-20')

describe('the axis of a period', () => {
  it('goes back to the same day of an earlier month, or the last day that month has', () => {
    expect(axisOf('1m', TODAY).from).toBe('2026-10-20')
    expect(axisOf('3m', TODAY).from).toBe('2026-08-20')
    expect(axisOf('1m', parseIsoDate('2026-03-31')).from).toBe('2026-02-28')
    expect(axisOf('1m', parseIsoDate('2026-01-15')).from).toBe('2025-12-15')
    expect(axisOf('all', TODAY).from).toBeNull()
  })

  it('of a year reaches the year and keeps the chart small', () => {
    const { from, stepDays } = axisOf('1y', TODAY)
    expect(from !== null && from <= '2025-11-20').toBe(true)
    expect(daysBetween(from ?? TODAY, TODAY) / stepDays).toBeLessThan(130)
  })

  it('is read from the address, one month if it says anything else', () => {
    expect(PERIODS.map(readPeriod)).toEqual([...PERIODS])
    expect([readPeriod('10y'), readPeriod(null), readPeriod(undefined)]).toEqual(['1m', '1m', '1m'])
  })
})

describe('the way of a balance', () => {
  it('ends at the balance and undoes what was booked after each day', () => {
    const nets = [
      { step: 0, netMinor: -28900n },
      { step: 2, netMinor: -11872n },
      { step: 2, netMinor: -3165n },
    ]
    const points = balanceSeries(348216n, nets, { today: TODAY, stepDays: 1, from: addDays(TODAY, -3) })
    expect(points).toEqual([
      { day: '2026-11-17', minor: 392153n },
      { day: '2026-11-18', minor: 377116n },
      { day: '2026-11-19', minor: 377116n },
      { day: '2026-11-20', minor: 348216n },
    ])
  })

  it('begins one step before the first booking when everything is asked for', () => {
    const axis = { today: TODAY, stepDays: 7, from: null }
    expect(balanceSeries(500n, [{ step: 2, netMinor: 500n }], axis).map(({ minor }) => minor)).toEqual([0n, 500n, 500n, 500n])
    expect(balanceSeries(500n, [], axis)).toEqual([{ day: TODAY, minor: 500n }])
  })

  it('rises from one point to the next by exactly what was booked between them', () => {
    const net = fc.record({ step: fc.integer({ min: 0, max: 40 }), netMinor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }) })
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.array(net), (now, nets) => {
        const points = balanceSeries(now, nets, { today: TODAY, stepDays: 1, from: addDays(TODAY, -30) })
        expect(points.at(-1)).toEqual({ day: TODAY, minor: now })
        for (const [index, point] of points.slice(1).entries()) {
          const step = daysBetween(point.day, TODAY)
          const booked = nets.filter((one) => one.step === step).reduce((sum, one) => sum + one.netMinor, 0n)
          expect(point.minor - (points[index]?.minor ?? 0n)).toBe(booked)
        }
      }),
    )
  })
})
