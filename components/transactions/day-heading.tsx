import { Amount } from '@/components/ui/amount'
import { DateText } from '@/components/ui/date-text'
import type { MoneyDto } from '@/lib/core/money-dto'

/** A day and what came in and went out on it, on the same decimal as the rows. */
export function DayHeading({ day, sum }: { day: string; sum: MoneyDto | null }) {
  return (
    <div className="tday">
      <h2>
        <DateText day={day} form="heading" />
      </h2>
      {sum && <Amount money={sum} kind="movement" strong />}
    </div>
  )
}
