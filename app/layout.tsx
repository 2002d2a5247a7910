import { CSPProvider } from '@base-ui/react/csp-provider'
import type { Metadata, Viewport } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages } from 'next-intl/server'
import localFont from 'next/font/local'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { DisplayProvider } from '@/components/ui/display-context'
import { RememberTimeZone } from '@/components/ui/remember-time-zone'
import { parseTheme, THEME_COOKIE } from '@/lib/core/cookies'
import { CLIENT_NAMESPACES, pickMessages } from '@/lib/i18n/client-messages'
import { getDisplay } from '@/lib/i18n/get-display'
import { TIME_ZONE_COOKIE } from '@/lib/i18n/locales'
import './globals.css'

const roman = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist',
  weight: '100 900',
})

/** Only pending amounts are italic, so this face is fetched when it is met. */
const italic = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Italic[wght].woff2',
  variable: '--font-geist-italic',
  weight: '100 900',
  style: 'italic',
  preload: false,
})

export const metadata: Metadata = {
  title: { default: 'Saldo', template: '%s · Saldo' },
  robots: { index: false, follow: false },
  manifest: '/manifest.webmanifest',
  icons: { icon: [{ url: '/icons/icon.svg', type: 'image/svg+xml' }], apple: '/icons/icon-180.png' },
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#FFFFFF' },
    { media: '(prefers-color-scheme: dark)', color: '#0F1420' },
  ],
}

/** Reading the headers makes every page dynamic: a page built ahead would have no nonce, and none of its scripts would run. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [head, jar, locale, display, messages] = await Promise.all([headers(), cookies(), getLocale(), getDisplay(), getMessages()])
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value)
  return (
    <html lang={locale} dir="ltr" data-theme={theme === 'system' ? undefined : theme} className={`${roman.variable} ${italic.variable}`}>
      <body>
        <NextIntlClientProvider messages={pickMessages(messages, CLIENT_NAMESPACES)}>
          <CSPProvider nonce={head.get('x-nonce') ?? undefined}>
            <DisplayProvider display={display}>{children}</DisplayProvider>
            <RememberTimeZone cookie={TIME_ZONE_COOKIE} />
          </CSPProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
