'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import Link from 'next/link'
import { MenuTrigger, type MenuEntry, type MenuProps } from './menu-trigger'

/** The menu behind `Menu`, open at once, in a file of its own so that it is fetched when somebody reaches for it. */
export function MenuPopup({ entries, ...look }: MenuProps) {
  return (
    <BaseMenu.Root modal={false} defaultOpen>
      <BaseMenu.Trigger render={<MenuTrigger {...look} />} />
      {/* Within the page's main part, so that whoever goes through the page by its regions meets the menu too. */}
      <BaseMenu.Portal container={document.getElementById('main') ?? undefined}>
        <BaseMenu.Positioner align="end" sideOffset={4} className="z-[9]">
          <BaseMenu.Popup className="menu">
            {entries.map((entry) => (
              <Entry key={entry.label} entry={entry} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  const look = entry.isDanger ? 'menu-item danger' : 'menu-item'
  const content = (
    <>
      {entry.icon}
      {entry.label}
    </>
  )
  if ('href' in entry) {
    return (
      <BaseMenu.LinkItem className={look} closeOnClick render={<Link href={entry.href} />}>
        {content}
      </BaseMenu.LinkItem>
    )
  }
  return (
    <BaseMenu.Item className={look} onClick={entry.onSelect}>
      {content}
    </BaseMenu.Item>
  )
}
