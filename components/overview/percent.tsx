'use client'

import { useFormat } from '@/components/ui/use-format'

/** A share such as "2,7 %". */
export function Percent({ ratio }: { ratio: number }) {
  const format = useFormat()
  return (
    <span className="num" suppressHydrationWarning>
      {format.percent(ratio)}
    </span>
  )
}
