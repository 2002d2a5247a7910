'use client'

import { useState, type ComponentType } from 'react'
import { MenuTrigger, type MenuProps } from './menu-trigger'

/** A few actions behind one button. Until somebody reaches for it, it is no more than the button. */
export function Menu({ entries, ...look }: MenuProps) {
  const [Popup, setPopup] = useState<ComponentType<MenuProps> | null>(null)
  if (Popup) return <Popup entries={entries} {...look} />
  return (
    <MenuTrigger
      {...look}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadPopup()}
      onClick={() => void loadPopup().then((loaded) => setPopup(() => loaded))}
    />
  )
}

async function loadPopup(): Promise<ComponentType<MenuProps>> {
  return (await import('./menu-popup')).MenuPopup
}
