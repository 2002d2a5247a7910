'use client'

import { hideDigits } from '@/lib/core/format-money'
import { useDisplay } from './display-context'

/** Text with sums in it: every number becomes dots while amounts are hidden. For one amount use `Amount`. */
export function PrivateText({ children }: { children: string }) {
  const { isPrivate } = useDisplay()
  return isPrivate ? hideDigits(children) : children
}
