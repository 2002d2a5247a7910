'use client'

import { useDisplay } from '@/components/ui/display-context'
import { useFormat } from '@/components/ui/use-format'

/** ", 2,7 % more": how large a change is against what it began with. Hidden amounts hide it too. */
export function ChangeRatio({ ratio, word }: { ratio: number; /** "more" or "less". */ word: string }) {
  const format = useFormat()
  const { isPrivate } = useDisplay()
  if (isPrivate) return null
  return (
    <span className="num" suppressHydrationWarning>
      , {format.percent(Math.abs(ratio))} {word}
    </span>
  )
}
