'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { SheetProps } from './sheet-dialog'

const SheetDialog = dynamic(() => import('./sheet-dialog').then((module) => module.SheetDialog), { ssr: false, loading: () => null })

/** A sheet from below on the phone, a panel at the side on the desk: Esc, the button and on the phone the scrim close it. */
export function Sheet(props: SheetProps) {
  const [wasOpened, setWasOpened] = useState(props.isOpen)
  if (props.isOpen && !wasOpened) setWasOpened(true)
  return wasOpened ? <SheetDialog {...props} /> : null
}
