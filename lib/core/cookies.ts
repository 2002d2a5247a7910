/** Cookies the browser itself may write: they carry looks, never rights. */
export const PRIVACY_COOKIE = 'saldo-privacy'
export const THEME_COOKIE = 'saldo-theme'

export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

/** A `document.cookie` line that lasts a year and goes to this site only. */
export function lookCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`
}

/** The remembered theme; anything unknown means as the device. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}
