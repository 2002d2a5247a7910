import { ChartLine, Landmark, Link as LinkIcon, Menu, Settings2, TableOfContents, Users, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Face } from './face'
import { NavLink } from './nav-link'
import { SimulatedBadge } from './simulated-badge'

type Place = {
  key: 'overview' | 'accounts' | 'transactions' | 'banks' | 'household' | 'settings' | 'more'
  href: string
  Icon: LucideIcon
  also?: readonly string[]
}

const OVERVIEW: Place = { key: 'overview', href: '/', Icon: ChartLine }
const ACCOUNTS: Place = { key: 'accounts', href: '/accounts', Icon: Landmark }
const TRANSACTIONS: Place = { key: 'transactions', href: '/transactions', Icon: TableOfContents }
const BANKS: Place = { key: 'banks', href: '/banks', Icon: LinkIcon }
const HOUSEHOLD: Place = { key: 'household', href: '/household', Icon: Users }
const SETTINGS: Place = { key: 'settings', href: '/settings', Icon: Settings2 }
const MORE: Place = { key: 'more', href: '/more', Icon: Menu, also: ['/household', '/settings'] }

const RAIL = [OVERVIEW, ACCOUNTS, TRANSACTIONS, BANKS, HOUSEHOLD, SETTINGS]
const TABS = [OVERVIEW, ACCOUNTS, TRANSACTIONS, BANKS, MORE]

type AppShellProps = {
  viewer: { name: string; householdName: string }
  /** The banks are made up; said on every page. */
  simulated: boolean
  /** An icon button, at the end of the viewer's line. */
  signOut?: ReactNode
  children: ReactNode
}

/** Rail on the desk, tabs on the phone, the page between. A page renders its `PageHeader` and `<main id="main">`. */
export function AppShell({ viewer, simulated, signOut, children }: AppShellProps) {
  const t = useTranslations('nav')
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <div className="app">
        <aside className="rail" aria-label="Saldo">
          <div className="in-rail">
            <Link className="mark" href="/">
              Saldo
            </Link>
            <nav aria-label={t('main')}>
              {RAIL.map(({ key, href, Icon }) => (
                <NavLink key={key} className="nav" href={href}>
                  <Icon className="ic" aria-hidden="true" />
                  {t(key)}
                </NavLink>
              ))}
            </nav>
            <div className="foot">
              {simulated && <SimulatedBadge />}
              <div className="me">
                <Face name={viewer.name} />
                <span className="min-w-0">
                  <span className="cut block font-medium">{viewer.name}</span>
                  <span className="cut block text-12 text-muted">{viewer.householdName}</span>
                </span>
                {signOut}
              </div>
            </div>
          </div>
        </aside>
        <div className="page">
          {simulated && (
            <aside className="phone px-4 pt-2" aria-label={t('simulated')}>
              <SimulatedBadge />
            </aside>
          )}
          {children}
        </div>
        <nav className="tabs" aria-label={t('mainBottom')}>
          {TABS.map(({ key, href, Icon, also }) => (
            <NavLink key={key} href={href} also={also}>
              <Icon className="ic" aria-hidden="true" />
              {t(key)}
            </NavLink>
          ))}
        </nav>
      </div>
    </>
  )
}
