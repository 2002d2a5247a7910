import { ChevronDown, X } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

type ChipProps = {
  children: ReactNode
  icon?: ReactNode
  /** Where the filter is set, or, when it is on, the address without it. */
  href: string
  isOn?: boolean
  /** Says what the cross takes away; needed when `isOn`. */
  removeLabel?: string
}

/** A filter as a link: set ones are in accent with a cross that takes them away. */
export function Chip({ children, icon, href, isOn = false, removeLabel }: ChipProps) {
  return (
    <Link className={isOn ? 'chip on' : 'chip'} href={href} scroll={false} prefetch={false}>
      {icon}
      {children}
      {isOn && <X className="ic" role="img" aria-label={removeLabel} aria-hidden={removeLabel ? undefined : true} />}
    </Link>
  )
}

type ChipButtonProps = {
  children: ReactNode
  icon?: ReactNode
  isOn?: boolean
  hasMenu?: boolean
  onClick?: () => void
  'aria-expanded'?: boolean
}

/** A chip that opens something (`hasMenu` draws the arrow). */
export function ChipButton({ children, icon, isOn = false, hasMenu = false, ...rest }: ChipButtonProps) {
  return (
    <button type="button" className={isOn ? 'chip on' : 'chip'} {...rest}>
      {icon}
      {children}
      {hasMenu && <ChevronDown className="ic" aria-hidden="true" />}
    </button>
  )
}
