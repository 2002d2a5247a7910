import type { ButtonHTMLAttributes, ReactNode } from 'react'

/** `main` filled, one per page · `bordered` · `plain` accent text · `danger` bordered, asks again · `icon` needs an aria-label */
export type ButtonLook = 'main' | 'bordered' | 'plain' | 'danger' | 'icon'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: ButtonLook; wide?: boolean; children: ReactNode }

/** A button whose label says what happens. It is `type="button"` unless told otherwise. */
export function Button({ look = 'bordered', wide, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, { wide, className })} {...rest} />
}

export function buttonClass(look: ButtonLook, { wide, className }: { wide?: boolean; className?: string } = {}): string {
  return ['btn', look !== 'bordered' && look, wide && 'wide', className].filter(Boolean).join(' ')
}
