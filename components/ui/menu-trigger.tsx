'use client'

import { Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'

export type MenuEntry = { label: string; icon?: ReactNode; isDanger?: boolean } & ({ href: string } | { onSelect: () => void })

type TriggerProps = {
  /** Says what the button opens; "More" when left out. */
  label?: string
  /** Drawn instead of the three dots. */
  trigger?: ReactNode
  triggerClass?: string
}

export type MenuProps = TriggerProps & { entries: readonly MenuEntry[] }

/** The button of a menu. */
export function MenuTrigger({ label, trigger, triggerClass = 'btn icon', ...rest }: TriggerProps & ComponentProps<'button'>) {
  const t = useTranslations('ui.menu')
  return (
    <button type="button" className={triggerClass} aria-label={trigger ? label : (label ?? t('more'))} {...rest}>
      {trigger ?? <Ellipsis className="ic" aria-hidden="true" />}
    </button>
  )
}
