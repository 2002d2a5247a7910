'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from './button'

type SubmitButtonProps = {
  look?: ButtonLook
  wide?: boolean
  /** When the form is sent by other means than its action. */ isPending?: boolean
  children: ReactNode
}

/** Sends its form once: while the answer is on its way a second press does nothing, and the button keeps its width and focus. */
export function SubmitButton({ look = 'main', wide, isPending = false, children }: SubmitButtonProps) {
  const busy = useFormStatus().pending || isPending
  return (
    <Button
      look={look}
      wide={wide}
      type="submit"
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => busy && event.preventDefault()}
    >
      {busy && <LoaderCircle className="ic s spin" aria-hidden="true" />}
      {children}
    </Button>
  )
}
