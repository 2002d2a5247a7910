import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonLook } from './button'

type ButtonLinkProps = ComponentProps<typeof Link> & { look?: ButtonLook; wide?: boolean }

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ look = 'bordered', wide, className, ...rest }: ButtonLinkProps) {
  return <Link className={buttonClass(look, { wide, className })} {...rest} />
}
