'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { lookCookie, THEME_COOKIE, THEMES, type Theme } from '@/lib/core/cookies'
import { Segmented } from './segmented'

/** As the device, light or dark: remembered in a cookie, so the server draws the right one at once. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const t = useTranslations('ui.theme')
  const [theme, setTheme] = useState(initial)

  function choose(next: Theme): void {
    setTheme(next)
    document.cookie = lookCookie(THEME_COOKIE, next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
  }

  return (
    <Segmented
      label={t('label')}
      name="theme"
      value={theme}
      onChange={choose}
      options={THEMES.map((value) => ({ value, label: t(value) }))}
    />
  )
}
